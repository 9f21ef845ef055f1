using Emotune.Model;
using Emotune.Model.Stages;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Texts;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>The programs that a card shows.</summary>
internal static class LoadingCode
{
    private const string Text = "\"a text to label\"";

    /// <summary>Whether the run's folder is an adapter over an encoder that lies elsewhere.</summary>
    public static bool NeedsBackbone(ReportInput input, RunResult run) =>
        run.Method == FineTuningMethod.Lora && input.Use.Origin == BackboneOrigin.AsFound;

    public static string EmotuneRun(ReportInput input, RunResult run)
    {
        var backbone = NeedsBackbone(input, run) ? $", backbone: {CodeText.Literal(input.Use.Backbone)}" : "";
        return CodeText.Block("csharp", FormattableString.Invariant($"""
            using Emotune.Model;

            using var classifier = TextClassifier.Load(
                {CodeText.Literal(Results(input))}, {CodeText.Literal(run.Run)}, seed: {run.Seed}{backbone});
            var result = classifier.Classify({Text});
            """));
    }

    public static string EmotuneFolder(ReportInput input, string folder)
    {
        var cleaning = string.Join(", ", input.Use.Cleaning.Select(c => $"{nameof(CleaningStep)}.{c}"));
        var directives = $"using {typeof(TextClassifier).Namespace};\n"
            + (cleaning.Length == 0 ? "" : $"using {typeof(CleaningStep).Namespace};\n");
        return CodeText.Block("csharp", directives + FormattableString.Invariant($$"""

            var options = new ClassifierOptions { MaxLength = {{input.Dataset.MaxLength}}, Clean = [{{cleaning}}] };
            using var classifier = TextClassifier.LoadModel({{CodeText.Literal(folder)}}, options);
            """));
    }

    public static string Pipeline(ReportInput input, string folder) => CodeText.Block("python", FormattableString.Invariant($"""
        from transformers import pipeline

        classifier = pipeline("text-classification", model={CodeText.Literal(folder)}, top_k=None)
        classifier({Text}, truncation=True, max_length={input.Dataset.MaxLength})
        """));

    /// <summary>Loads what <see cref="MeanHead"/> goes on with.</summary>
    public static string Encoder(string folder) => $"""
        ```python
        import json, torch
        from safetensors.torch import load_file
        from transformers import AutoModel, AutoTokenizer

        encoder = AutoModel.from_pretrained({CodeText.Literal(folder)})

        """;

    public static string AdapterEncoder(ReportInput input, string folder) => $"""
        ```python
        import json, torch
        from peft import PeftModel
        from safetensors.torch import load_file
        from transformers import AutoModel, AutoTokenizer

        encoder = PeftModel.from_pretrained(AutoModel.from_pretrained({Backbone(input)}), {CodeText.Literal(folder)})

        """;

    /// <summary>The end of the block: the mean over the states of a text's tokens, then one linear layer.</summary>
    public static string MeanHead(ReportInput input, string folder) => FormattableString.Invariant($"""
        encoder.eval()
        tokenizer = AutoTokenizer.from_pretrained({CodeText.Literal(folder)})
        head = load_file({CodeText.Literal($"{folder}/{ModelLayout.HeadWeights}")})
        labels = json.load(open({CodeText.Literal($"{folder}/{ModelLayout.Head}")}))["labels"]

        inputs = tokenizer([{Text}], padding=True, truncation=True, max_length={input.Dataset.MaxLength}, return_tensors="pt")
        with torch.no_grad():
            states = encoder(**inputs).last_hidden_state
            mask = inputs["attention_mask"].unsqueeze(-1)
            mean = (states * mask).sum(1) / mask.sum(1)
            logits = mean @ head["classifier.weight"].T + head["classifier.bias"]
        probabilities = torch.sigmoid(logits)
        ```

        """);

    public static string AdapterClassifier(ReportInput input, string folder) => CodeText.Block("python", FormattableString.Invariant($"""
        from peft import PeftModel
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        backbone = AutoModelForSequenceClassification.from_pretrained({Backbone(input)}, num_labels={input.Dataset.Labels.Count})
        model = PeftModel.from_pretrained(backbone, {CodeText.Literal(folder)}).eval()
        tokenizer = AutoTokenizer.from_pretrained({CodeText.Literal(folder)})
        inputs = tokenizer({Text}, truncation=True, max_length={input.Dataset.MaxLength}, return_tensors="pt")
        probabilities = model(**inputs).logits.sigmoid()
        """));

    public static string OnnxRuntime(string folder) => CodeText.Block("csharp", $$"""
        using Emotune.Onnx;

        using var classifier = EmotionClassifier.Load({{CodeText.Literal(folder)}});
        foreach (var label in classifier.Classify({{Text}}).Labels)
            Console.WriteLine($"{label.Label} {label.Probability:0.00}");
        """);

    public static string TransformersJs(string folder) => CodeText.Block("js", $$"""
        import { env, pipeline } from "@huggingface/transformers";

        env.allowRemoteModels = false;
        env.localModelPath = ".";
        const classifier = await pipeline("text-classification", {{CodeText.Literal(folder)}}, { dtype: "fp32" });
        await classifier({{Text}}, { top_k: null });
        """);

    // Below the default of ArtifactsRoot.
    private static string Results(ReportInput input) => $"artifacts/{input.Experiment}";

    // What Pretrain made lies beside the runs.
    private static string Backbone(ReportInput input) => CodeText.Literal(
        input.Use.Origin == BackboneOrigin.AsFound ? input.Use.Backbone : $"{Results(input)}/{StageLayout.Pretrain.Folder}");
}
