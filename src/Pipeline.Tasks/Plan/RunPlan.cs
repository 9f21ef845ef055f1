using System.Globalization;
using Emotune.Pipeline.Spec;

namespace Emotune.Pipeline.Plan;

/// <summary>The stages of one run and seed.</summary>
internal static class RunPlan
{
    public static string Folder(string run, long seed) => string.Create(CultureInfo.InvariantCulture, $"runs/{run}/{seed}");

    public static IReadOnlyList<StageNode> For(ExperimentSpec spec, ExperimentFiles files, RunSpec run, int seed)
    {
        var folder = Folder(run.Name, seed);
        var model = ModelFiles(files, run, folder + "/train");
        return
        [
            Train(files, run, seed, folder),
            Stage(StageKind.Predict, "predict",
                [.. model, Data(StageFiles.Validation), Data(StageFiles.Test), Data(StageFiles.LabelMap)],
                ("prediction", spec.Prediction), ("training.threads", run.Training.Threads), ("method", run.Method), ("head.pooling", run.Head.Pooling)),
            Stage(StageKind.Calibrate, "calibrate",
                [StageInput.Artifact(folder + "/predict", StageFiles.Validation), Data(StageFiles.LabelMap)],
                ("calibration", spec.Calibration), ("thresholds", spec.Thresholds)),
            Stage(StageKind.Evaluate, "evaluate",
                [
                    StageInput.Artifact(folder + "/predict", StageFiles.Test),
                    StageInput.Artifact(folder + "/predict", StageFiles.Validation),
                    StageInput.Artifact(folder + "/calibrate", StageFiles.Calibration),
                    StageInput.Artifact(folder + "/calibrate", StageFiles.Thresholds),
                    Data(StageFiles.LabelMap),
                ],
                ("evaluation", spec.Evaluation)),
            Stage(StageKind.Explain, "explain",
                [
                    .. model, .. files.Tokenizer.Select(User),
                    StageInput.Artifact(StagePlan.DataFolder, StageFiles.ExplainedRows, spec.Explanation.Comments),
                    StageInput.Artifact(folder + "/calibrate", StageFiles.Calibration),
                    StageInput.Artifact(folder + "/calibrate", StageFiles.Thresholds),
                    Data(StageFiles.LabelMap),
                ],
                ("explanation", spec.Explanation), ("data.max_length", spec.Data.MaxLength), ("prediction", spec.Prediction),
                ("training.threads", run.Training.Threads), ("method", run.Method), ("head.pooling", run.Head.Pooling)),
        ];

        StageNode Stage(StageKind kind, string name, IReadOnlyList<StageInput> inputs, params (string Name, object Value)[] parameters) =>
            new(kind, run.Name, seed, $"{folder}/{name}", Parameters(parameters), inputs);
    }

    private static StageNode Train(ExperimentFiles files, RunSpec run, int seed, string folder)
    {
        var parameters = Parameters(
            ("method", run.Method),
            ("learning_rate", run.LearningRate),
            ("head", run.Head),
            // How often a checkpoint is written changes no bit of the result.
            ("training", run.Training with { CheckpointSeconds = 0 }),
            ("seed", seed));
        if (run.Lora is { } lora)
            parameters.Add("lora", lora);
        var start = files.InitializeFrom.TryGetValue(run.Name, out var earlier) ? earlier : [];
        return new(StageKind.Train, run.Name, seed, folder + "/train", parameters,
        [
            Data(StageFiles.Train), Data(StageFiles.Validation), Data(StageFiles.LabelMap),
            .. files.Backbone.Concat(files.Tokenizer).Concat(start).Select(User),
        ]);
    }

    // A LoRA run's folder holds the adapter alone, so the backbone is read beside it.
    private static IEnumerable<StageInput> ModelFiles(ExperimentFiles files, RunSpec run, string train)
    {
        string[] own = run.Method == RunMethod.Lora
            ? ["adapter_config.json", "adapter_model.safetensors", "head.json"]
            : ["config.json", "model.safetensors"];
        string[] head = run.Head.Pooling == HeadPooling.Mean ? ["head.json", "head.safetensors"] : [];
        var trained = own.Union(head).Select(f => StageInput.Artifact(train, f));
        return run.Method == RunMethod.Lora ? trained.Concat(files.Backbone.Select(User)) : trained;
    }

    private static SortedDictionary<string, string> Parameters(params (string Name, object Value)[] values)
    {
        var list = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            list.Add(name, value);
        return list;
    }

    private static StageInput Data(string file) => StageInput.Artifact(StagePlan.DataFolder, file);

    private static StageInput User(NamedFile file) => new(file.Name, file.Path);
}
