using System.Globalization;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Plan;

/// <summary>The stages of one run and seed.</summary>
internal static class RunPlan
{
    public static string Folder(string run, long seed) => string.Create(CultureInfo.InvariantCulture, $"runs/{run}/{seed}");

    public static IReadOnlyList<StageNode> For(ExperimentSpec spec, ExperimentFiles files, RunSpec run, int seed)
    {
        var folder = Folder(run.Name, seed);
        var model = ModelFiles(spec, files, run, folder + "/train");
        var predict = Stage(StageKind.Predict, "predict",
            [.. model, Data(StageFiles.Validation), Data(StageFiles.Test), Data(StageFiles.LabelMap)],
            "prediction", "training.threads", "method", "head.pooling");
        var evaluate = Stage(StageKind.Evaluate, "evaluate",
            [
                StageInput.Artifact(folder + "/predict", StageFiles.Test),
                StageInput.Artifact(folder + "/predict", StageFiles.Validation),
                StageInput.Artifact(folder + "/calibrate", StageFiles.Calibration),
                StageInput.Artifact(folder + "/calibrate", StageFiles.Thresholds),
                Data(StageFiles.LabelMap),
            ],
            "evaluation");
        return
        [
            Train(spec, files, run, seed, folder),
            predict,
            Stage(StageKind.Calibrate, "calibrate",
                [StageInput.Artifact(folder + "/predict", StageFiles.Validation), Data(StageFiles.LabelMap)],
                "calibration", "thresholds"),
            evaluate,
            Stage(StageKind.Explain, "explain",
                [
                    .. model, .. BackbonePlan.Tokenizer(spec, files),
                    StageInput.Artifact(StagePlan.DataFolder, StageFiles.ExplainedRows, spec.Explanation.Comments),
                    StageInput.Artifact(folder + "/calibrate", StageFiles.Calibration),
                    StageInput.Artifact(folder + "/calibrate", StageFiles.Thresholds),
                    Data(StageFiles.LabelMap),
                ],
                "explanation", "data.max_length", "prediction", "training.threads", "method", "head.pooling"),
            .. (spec.Evaluation.ExtraSets ?? []).SelectMany(set => ExtraSetPlan.For(predict, evaluate, set.Name)),
        ];

        StageNode Stage(StageKind kind, string name, IReadOnlyList<StageInput> inputs, params string[] keys) =>
            new(kind, run.Name, seed, $"{folder}/{name}", new Dictionary<string, string>(SpecParameters.For(spec, run, keys)), inputs);
    }

    private static StageNode Train(ExperimentSpec spec, ExperimentFiles files, RunSpec run, int seed, string folder)
    {
        var parameters = new Dictionary<string, string>(
            SpecParameters.For(spec, run, "method", "learning_rate", "lora", "head", "training"))
        {
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
        };
        // An adapter's configuration names its backbone.
        if (run.Lora is not null)
            parameters["backbone.path"] = BackbonePlan.NameOf(spec.Backbone);
        // How often a checkpoint is written changes no bit of the result.
        parameters.Remove("training.checkpoint_seconds");
        var start = files.InitializeFrom.TryGetValue(run.Name, out var earlier) ? earlier : [];
        return new(StageKind.Train, run.Name, seed, folder + "/train", parameters,
        [
            Data(StageFiles.Train), Data(StageFiles.Validation), Data(StageFiles.LabelMap),
            .. BackbonePlan.Model(spec, files), .. BackbonePlan.Tokenizer(spec, files), .. start.Select(User),
        ]);
    }

    // A LoRA run's folder holds the adapter alone, so the backbone is read beside it.
    private static IEnumerable<StageInput> ModelFiles(ExperimentSpec spec, ExperimentFiles files, RunSpec run, string train)
    {
        var trained = TrainedFiles(run).Select(f => StageInput.Artifact(train, f));
        return run.Lora is not null ? trained.Concat(BackbonePlan.Model(spec, files)) : trained;
    }

    /// <summary>What training leaves of the model itself, by name in the train folder.</summary>
    public static IReadOnlyList<string> TrainedFiles(RunSpec run)
    {
        string[] own = run.Lora is not null
            ? ["adapter_config.json", "adapter_model.safetensors", "head.json"]
            : [StageFiles.Configuration, StageFiles.Weights];
        string[] head = run.Head.HasOwnFiles ? ["head.json", "head.safetensors"] : [];
        return [.. own.Union(head)];
    }

    private static StageInput Data(string file) => StageInput.Artifact(StagePlan.DataFolder, file);

    private static StageInput User(NamedFile file) => new(file.Name, file.Path);
}
