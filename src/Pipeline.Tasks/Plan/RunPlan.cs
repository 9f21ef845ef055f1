using System.Globalization;
using Emotune.Model.Stages;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Plan;

/// <summary>The stages of one run and seed.</summary>
internal static class RunPlan
{
    public static IReadOnlyList<StageNode> For(ExperimentSpec spec, ExperimentFiles files, RunSpec run, int seed)
    {
        var model = ModelFiles(spec, files, run, Folder(StageKind.Train));
        StageInput[] calibrated =
            [Own(StageKind.Calibrate, StageLayout.Calibrate.Calibration), Own(StageKind.Calibrate, StageLayout.Calibrate.Thresholds)];
        var predict = Stage(StageKind.Predict,
            [.. model, Data(StageLayout.Prepare.Validation), Data(StageLayout.Prepare.Test), Data(StageLayout.Prepare.LabelMap)],
            "prediction", "training.threads", "method", "head.pooling");
        var evaluate = Stage(StageKind.Evaluate,
            [
                Own(StageKind.Predict, StageLayout.Predict.Test),
                Own(StageKind.Predict, StageLayout.Predict.Validation),
                .. calibrated,
                Data(StageLayout.Prepare.LabelMap),
            ],
            "evaluation");
        return
        [
            Train(spec, files, run, seed),
            predict,
            Stage(StageKind.Calibrate,
                [Own(StageKind.Predict, StageLayout.Predict.Validation), Data(StageLayout.Prepare.LabelMap)],
                "calibration", "thresholds"),
            evaluate,
            Stage(StageKind.Explain,
                [
                    .. model.Union(BackbonePlan.Tokenizer(spec, files)),
                    StageInput.Artifact(StageLayout.Prepare.Folder, StageLayout.Prepare.ExplainedRows, spec.Explanation.Comments),
                    .. calibrated,
                    Data(StageLayout.Prepare.LabelMap),
                ],
                "explanation", "data.max_length", "prediction", "training.threads", "method", "head.pooling"),
            .. (spec.Evaluation.ExtraSets ?? []).SelectMany(set => ExtraSetPlan.For(predict, evaluate, set.Name)),
        ];

        string Folder(StageKind kind) => StageFolder.Of(kind, run.Name, seed);

        StageInput Own(StageKind kind, string file) => StageInput.Artifact(Folder(kind), file);

        StageNode Stage(StageKind kind, IReadOnlyList<StageInput> inputs, params string[] keys) =>
            new(kind, run.Name, seed, Folder(kind), new Dictionary<string, string>(SpecParameters.For(spec, run, keys)), inputs);
    }

    private static StageNode Train(ExperimentSpec spec, ExperimentFiles files, RunSpec run, int seed)
    {
        var parameters = new Dictionary<string, string>(
            SpecParameters.For(spec, run, "method", "learning_rate", "lora", "head", "training"))
        {
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
        };
        // An adapter's configuration names its backbone.
        foreach (var (name, value) in run.Lora is null ? [] : BackbonePlan.Names(spec.Backbone))
            parameters[name] = value;
        // Its sums are rounded elsewhere since it is trained in packed form; the bits of all other methods are what they were.
        if (run.Lora is { UseDora: true })
            parameters["lora.use_dora"] = "true, in packed form";
        // How often a checkpoint is written changes no bit of the result.
        parameters.Remove("training.checkpoint_seconds");
        var start = files.InitializeFrom.TryGetValue(run.Name, out var earlier) ? earlier : [];
        return new(StageKind.Train, run.Name, seed, StageFolder.Of(StageKind.Train, run.Name, seed), parameters,
        [
            Data(StageLayout.Prepare.Train), Data(StageLayout.Prepare.Validation), Data(StageLayout.Prepare.LabelMap),
            .. BackbonePlan.Model(spec, files).Union(BackbonePlan.Tokenizer(spec, files)), .. start.Select(User),
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
            ? [ModelLayout.AdapterConfiguration, ModelLayout.AdapterWeights, ModelLayout.Head]
            : [ModelLayout.Configuration, ModelLayout.Weights];
        string[] head = run.Head.HasOwnFiles ? [ModelLayout.Head, ModelLayout.HeadWeights] : [];
        return [.. own.Union(head)];
    }

    private static StageInput Data(string file) => StageInput.Artifact(StageLayout.Prepare.Folder, file);

    private static StageInput User(NamedFile file) => new(file.Name, file.Path);
}
