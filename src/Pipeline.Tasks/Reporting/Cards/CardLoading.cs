using Emotune.Model.Stages;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>How to load the model, in each way that works for it.</summary>
internal static class CardLoading
{
    // The folders that the code names.
    private const string Exported = "exported", Adapter = "adapter";

    private const string Pooling = "head.pooling", MeanPooling = "mean", FirstToken = "first_token";

    private const string EmotuneTitle = "Emotune, in .NET", TransformersTitle = "Transformers, in Python", PeftTitle = "PEFT, in Python";

    /// <summary>What the card says of the folder with the graph.</summary>
    public const string OtherFormat = "With `-p:Format=onnx`, it writes the folder for ONNX Runtime and transformers.js.";

    /// <summary>What the card of that folder says instead.</summary>
    public const string ThisFormat = "This folder was written with `-p:Format=onnx`: it holds the graph, and not the weights.";

    /// <summary>The headings of the ways that read the weights.</summary>
    public static IReadOnlyList<string> OfWeights { get; } = [EmotuneTitle, TransformersTitle, PeftTitle];

    public static string Render(ReportInput input, RunResult run)
    {
        var pooling = input.Recipes.GetValueOrDefault(run.Run)?.Shared.GetValueOrDefault(Pooling);
        return ModelCard.Section(
            "How to load it",
            $"This command writes the folder `{Exported}`, with the model as one, adapters merged:",
            CodeText.Command(Export(input, run)),
            OtherFormat,
            input.Use.Cleaning.Count == 0 ? "" : "Other libraries than Emotune's do not clean texts. That has to be done before.")
            + Emotune(input, run) + Transformers(input, pooling) + Peft(input, run, pooling) + OnnxRuntime(input) + TransformersJs();
    }

    // Export takes the first seed.
    private static string Export(ReportInput input, RunResult run)
    {
        var first = input.Runs.First(r => r.Run == run.Run).Seed;
        var seed = run.Seed == first ? "" : FormattableString.Invariant($" -p:Set=seeds={run.Seed}");
        return $"dotnet build Experiments.proj -t:Export -p:Experiment={input.Experiment} -p:Runs={run.Run}{seed} -p:OutputPath={Exported}";
    }

    private static string Emotune(ReportInput input, RunResult run) => Way(
        EmotuneTitle,
        LoadingCode.EmotuneRun(input, run),
        $"The library gives {Calibrated(input)} probabilities, and the labels whose thresholds they reach. The first folder is that of "
            + "the experiment's results" + (LoadingCode.NeedsBackbone(input, run) ? ", the other that of the backbone." : "."),
        $"The folder `{Exported}` alone gives the logistic function of the logits:",
        LoadingCode.EmotuneFolder(input, Exported));

    private static string Transformers(ReportInput input, string? pooling) => pooling switch
    {
        FirstToken => Way(TransformersTitle, LoadingCode.Pipeline(input, Exported), Uncalibrated),
        MeanPooling => Way(
            TransformersTitle,
            LoadingCode.Encoder(Exported) + LoadingCode.MeanHead(input, Exported),
            "The folder holds the encoder in Transformers' layout, and the head in a file of its own. " + Uncalibrated),
        _ => "",
    };

    private static string Peft(ReportInput input, RunResult run, string? pooling)
    {
        if (run.Method != FineTuningMethod.Lora)
            return "";
        var trained = MarkdownText.Code(FormattableString.Invariant(
            $"{StageLayout.Runs}/{run.Run}/{run.Seed}/{StageLayout.Train.Folder}"));
        var folders = $"`{Adapter}` is the folder {trained} of the experiment's results. The other folder is the backbone's. ";
        return pooling switch
        {
            FirstToken => Way(PeftTitle, LoadingCode.AdapterClassifier(input, Adapter), folders + Uncalibrated),
            MeanPooling => Way(
                PeftTitle, LoadingCode.AdapterEncoder(input, Adapter) + LoadingCode.MeanHead(input, Adapter),
                folders + Uncalibrated),
            _ => "",
        };
    }

    private static string OnnxRuntime(ReportInput input) => Way(
        "ONNX Runtime, in .NET",
        LoadingCode.OnnxRuntime(Exported),
        $"The folder has to be exported with `-p:Format=onnx`. The package has the tokenizer, and the graph gives the {Calibrated(input)} "
            + "probabilities and decides by the thresholds.");

    private static string TransformersJs() => Way("transformers.js, in JavaScript", LoadingCode.TransformersJs(Exported), Uncalibrated);

    private const string Uncalibrated = "The probabilities are the logistic function of the logits, without calibration.";

    private static string Calibrated(ReportInput input) => input.Use.IsCalibrated ? "calibrated" : "uncalibrated";

    private static string Way(string title, params IEnumerable<string> blocks) =>
        $"### {title}\n\n" + string.Concat(blocks.Select(b => b.TrimEnd('\n') + "\n\n"));
}
