using System.Text.Json.Nodes;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Tests.Network;
using Emotune.Randomness;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Artifacts;

/// <summary>Trained heads and adapters as Transformers and PEFT write them: the same logits, or a word about why not.</summary>
public sealed class StoredHeadsTests : IDisposable
{
    private static readonly string[] Labels = ["joy", "anger", "fear"];
    private static readonly string[] Turned = ["fear", "joy", "anger"];
    private static readonly LoraConfig Lora = new() { Rank = 2, Dropout = 0.25 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bert")]
    [InlineData("distilbert")]
    [InlineData("roberta")]
    public void Rows_of_a_models_head_are_found_by_their_labels(string modelType)
    {
        var (model, weights) = Classifier(EncoderFamily.Find(modelType)!, Turned);
        using var scope = NewDisposeScope();
        using var backbone = ClassifierFiles.Start(model, Labels, HeadPooling.FirstToken, null, 1);
        using var started = ClassifierFiles.Start(model, Labels, HeadPooling.FirstToken, null, 1, initializeFrom: model);
        var expected = InOrder(Logits(weights, backbone.Network), Turned, Labels);
        Assert.Equal(expected, Logits(backbone));
        Assert.Equal(expected, Logits(started));
        Assert.Contains("by name", Assert.Single(backbone.Remarks), StringComparison.Ordinal);
        Assert.Empty(backbone.Network.FreshParameters);
    }

    [Theory]
    [InlineData("Joy,ANGER,fear", "without regard to upper and lower case")]
    [InlineData("LABEL_0,LABEL_1,LABEL_2", "No file names the labels")]
    public void Labels_in_another_case_or_without_names_are_taken_and_said(string stored, string said)
    {
        var (model, weights) = Classifier(EncoderFamily.Bert, stored.Split(','));
        using var scope = NewDisposeScope();
        using var started = ClassifierFiles.Start(model, Labels, HeadPooling.FirstToken, null, 1);
        Assert.Equal(Logits(weights, started.Network), Logits(started));
        Assert.Contains(said, Assert.Single(started.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("joy,anger,disgust", "It has no row for fear")]
    [InlineData("joy,anger", "has 2 labels, and the experiment has 3")]
    [InlineData("LABEL_0,LABEL_1", "has 2 labels, and the experiment has 3")]
    public void A_head_of_other_labels_starts_fresh_and_the_reason_is_known(string stored, string reason)
    {
        var (model, _) = Classifier(EncoderFamily.Bert, stored.Split(','));
        using var started = ClassifierFiles.Start(model, Labels, HeadPooling.FirstToken, null, 1);
        Assert.Equal(["classifier.weight", "classifier.bias"], started.Network.FreshParameters);
        Assert.Contains(reason, Assert.Single(started.Remarks), StringComparison.Ordinal);
        var problem = started.HeadNotTrained(model);
        Assert.Equal(("EXP4118", model), (problem.Code, problem.At!.File));
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_of_the_other_pooling_starts_fresh_and_the_reason_is_known()
    {
        var (model, _) = Classifier(EncoderFamily.Bert, Labels);
        using var mean = ClassifierFiles.Start(model, Labels, HeadPooling.Mean, null, 1);
        Assert.Contains("reads the first token, and head.pooling is mean", Assert.Single(mean.Remarks), StringComparison.Ordinal);
        mean.Write(Directory.CreateDirectory(_folder.File("mean")).FullName);
        using var first = ClassifierFiles.Start(_folder.File("mean"), Labels, HeadPooling.FirstToken, null, 1);
        Assert.Contains("reads the mean of the tokens", Assert.Single(first.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BertForTokenClassification")]
    [InlineData("BertForMultipleChoice")]
    [InlineData("BertForQuestionAnswering")]
    public void A_head_of_another_task_is_named_and_not_taken(string architecture)
    {
        var (model, _) = Classifier(EncoderFamily.Bert, Labels);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(model, "config.json")))!;
        config["architectures"] = new JsonArray(architecture);
        File.WriteAllText(Path.Combine(model, "config.json"), config.ToJsonString());
        using var started = ClassifierFiles.Start(model, Labels, HeadPooling.FirstToken, null, 1);
        Assert.NotEmpty(started.Network.FreshParameters);
        Assert.Contains(architecture, Assert.Single(started.Remarks), StringComparison.Ordinal);
        Assert.Contains(architecture, Fails("EXP4118", () => ClassifierFiles.Load(model)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_of_a_mean_head_are_found_by_their_labels(bool adapter)
    {
        var (model, _) = Classifier(EncoderFamily.Bert, Labels);
        using var scope = NewDisposeScope();
        var stored = _folder.File("earlier");
        using (var earlier = ClassifierFiles.Start(model, Turned, HeadPooling.Mean, adapter ? Lora : null, 1))
        {
            earlier.Network.FreshParameters = [];
            earlier.Write(Directory.CreateDirectory(stored).FullName);
            using var started = ClassifierFiles.Start(model, Labels, HeadPooling.Mean, adapter ? Lora : null, 2, stored);
            Assert.Equal(InOrder(Logits(earlier), Turned, Labels), Logits(started));
            Assert.Contains("by name", Assert.Single(started.Remarks), StringComparison.Ordinal);
            Assert.Equal(adapter ? 0.25 : 0, started.Adapter?.Config.Dropout ?? 0);
        }
    }

    [Fact]
    public void An_adapters_head_has_the_labels_of_its_backbone_in_their_order()
    {
        var (model, weights) = Classifier(EncoderFamily.Bert, Turned);
        var peft = new PeftBuilder("SEQ_CLS", "query").EachLayer("bert.encoder.layer.{0}.attention.self.query")
            .Tensor("classifier.weight", 3, 12).Tensor("classifier.bias", 3);
        AssertReadAs(peft, model, weights, stored: Turned);
    }

    [Fact]
    public void An_adapter_without_a_task_keeps_the_head_of_its_backbone()
    {
        var (model, weights) = Classifier(EncoderFamily.DistilBert, Labels);
        var peft = new PeftBuilder(null, "q_lin").EachLayer("distilbert.transformer.layer.{0}.attention.q_lin");
        AssertReadAs(peft, model, weights);
    }

    [Fact]
    public void An_adapter_that_lacks_the_head_it_names_keeps_that_of_its_backbone_and_says_so()
    {
        var (model, weights) = Classifier(EncoderFamily.Bert, Labels);
        var peft = new PeftBuilder("SEQ_CLS", "query").EachLayer("bert.encoder.layer.{0}.attention.self.query");
        AssertReadAs(peft, model, weights, said: "has no labels' layer");
    }

    [Fact]
    public void An_adapter_without_a_head_over_a_backbone_without_one_says_of_both()
    {
        var (model, _) = Classifier(EncoderFamily.Bert, ["joy", "anger"]);
        var peft = new PeftBuilder("SEQ_CLS", "query").EachLayer("bert.encoder.layer.{0}.attention.self.query");
        using var started = Read(peft, model, HeadPooling.FirstToken, Lora);
        Assert.Equal(["classifier.weight", "classifier.bias"], started.Network.FreshParameters);
        var problem = started.HeadNotTrained(model).Message;
        Assert.Contains("has 2 labels, and the experiment has 3", problem, StringComparison.Ordinal);
        Assert.Contains("has no labels' layer.", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("counts", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_adapter_that_keeps_the_head_of_its_backbone_keeps_what_is_said_of_it()
    {
        var (model, _) = Classifier(EncoderFamily.Bert, Turned);
        var peft = new PeftBuilder("SEQ_CLS", "query").EachLayer("bert.encoder.layer.{0}.attention.self.query");
        using var started = Read(peft, model, HeadPooling.FirstToken, Lora);
        Assert.Collection(
            started.Remarks, first => Assert.Contains("by name", first, StringComparison.Ordinal),
            second => Assert.Contains("has no labels' layer, so the backbone's counts.", second, StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_adapter_does_not_adapt_a_head_of_random_values()
    {
        var (model, _) = Classifier(EncoderFamily.Bert, ["joy", "anger"]);
        new PeftBuilder("SEQ_CLS", "query").EachLayer("bert.encoder.layer.{0}.attention.self.query").Write(model);
        var second = new PeftBuilder(null, "query", "classifier").EachLayer("bert.encoder.layer.{0}.attention.self.query")
            .Adapted("classifier", outputs: 3);
        using var started = Read(second, model, HeadPooling.FirstToken, Lora);
        Assert.Equal(["classifier.weight", "classifier.bias"], started.Network.FreshParameters);
        Assert.Contains("adapts the head of its backbone, which is not taken", started.Remarks[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_adapter_of_the_head_goes_into_the_heads_weights(bool turned)
    {
        var stored = turned ? Turned : Labels;
        var (model, weights) = Classifier(EncoderFamily.Bert, stored);
        var peft = new PeftBuilder(null, "query", "classifier").EachLayer("bert.encoder.layer.{0}.attention.self.query")
            .Adapted("classifier", outputs: 3);
        AssertReadAs(peft, model, weights, stored);
    }

    [Fact]
    public void A_part_of_the_head_may_be_saved_alone()
    {
        var (model, weights) = Classifier(EncoderFamily.Roberta, Labels);
        var peft = new PeftBuilder(null, "query").With("modules_to_save", new JsonArray("classifier.out_proj"))
            .EachLayer("roberta.encoder.layer.{0}.attention.self.query")
            .Tensor("classifier.out_proj.weight", 3, 12).Tensor("classifier.out_proj.bias", 3);
        AssertReadAs(peft, model, weights);
    }

    [Fact]
    public void Both_an_adapter_and_a_saved_copy_of_one_layer_count()
    {
        var (model, weights) = Classifier(EncoderFamily.DistilBert, Labels);
        var peft = new PeftBuilder("SEQ_CLS", "q_lin", "pre_classifier")
            .EachLayer("distilbert.transformer.layer.{0}.attention.q_lin").Adapted("pre_classifier", 12)
            .Tensor("pre_classifier.base_layer.weight", 12, 12).Tensor("pre_classifier.base_layer.bias", 12)
            .Tensor("classifier.weight", 3, 12).Tensor("classifier.bias", 3);
        weights["pre_classifier.weight"] = peft["pre_classifier.base_layer.weight"];
        weights["pre_classifier.bias"] = peft["pre_classifier.base_layer.bias"];
        AssertReadAs(peft, model, weights);
    }

    [Theory]
    [InlineData("use_rslora", "true", 6 / 1.4142135623730951)]
    [InlineData("fan_in_fan_out", "true", 3.0)]
    [InlineData("init_lora_weights", "\"eva\"", 3.0)]
    [InlineData("alpha_pattern", """{"^bert\\.encoder\\.layer\\.\\d\\..*query": 10}""", 5.0)]
    [InlineData("alpha_pattern", """{"^encoder\\..*query": 10}""", 3.0)]
    [InlineData("alpha_pattern", """{"(?P<kind>query|key)": 4, "query": 8}""", 2.0)]
    [InlineData("target_modules", "\"(?P<all>.*)\\\\.query\"", 3.0)]
    [InlineData("exclude_modules", "[\"value\", \"nothing\"]", 3.0)]
    public void A_classifiers_adapter_is_scaled_as_peft_scales_it(string key, string value, double scaling)
    {
        var (model, weights) = Classifier(EncoderFamily.Bert, Labels);
        var peft = new PeftBuilder(null, "query").With(key, JsonNode.Parse(value))
            .EachLayer("bert.encoder.layer.{0}.attention.self.query", scaling: scaling);
        AssertReadAs(peft, model, weights);
    }

    [Theory]
    [InlineData("alpha_pattern", """{"^encoder\\.layer\\.\\d\\..*query": 10}""", 5.0)]
    [InlineData("alpha_pattern", """{"^bert\\.encoder\\..*query": 10}""", 3.0)]
    [InlineData("target_modules", "\"encoder\\\\..*query\"", 3.0)]
    [InlineData("exclude_modules", "\"bert\\\\..*\"", 3.0)]
    public void A_bare_encoders_adapter_is_matched_by_names_without_a_prefix(string key, string value, double scaling)
    {
        var (model, weights) = Classifier(EncoderFamily.Bert, Labels);
        var peft = new PeftBuilder("FEATURE_EXTRACTION", "query").With(key, JsonNode.Parse(value))
            .EachLayer("encoder.layer.{0}.attention.self.query", scaling: scaling);
        peft.ApplyTo(weights, "bert.");
        AssertEncoder(weights, Read(peft, model, HeadPooling.Mean, null));
        AssertEncoder(weights, Read(peft, model, HeadPooling.FirstToken, null));
    }

    [Fact]
    public void A_bare_encoders_adapter_without_our_head_starts_a_fresh_one_and_says_so()
    {
        var (model, _) = Classifier(EncoderFamily.Bert, Labels);
        var peft = new PeftBuilder("FEATURE_EXTRACTION", "query").EachLayer("encoder.layer.{0}.attention.self.query");
        using var started = Read(peft, model, HeadPooling.Mean, null);
        Assert.Equal(["classifier.weight", "classifier.bias"], started.Network.FreshParameters);
        Assert.Contains("has no head", started.Remarks[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_mean_head_has_no_use_for_is_passed_over()
    {
        var (model, weights) = Classifier(EncoderFamily.Bert, Labels);
        var peft = new PeftBuilder("SEQ_CLS", "query", "pooler.dense").EachLayer("bert.encoder.layer.{0}.attention.self.query")
            .Adapted("bert.pooler.dense", 12).Tensor("classifier.weight", 3, 12).Tensor("classifier.bias", 3);
        peft.ApplyTo(weights);
        using var started = Read(peft, model, HeadPooling.Mean, Lora);
        Assert.Equal(["classifier.weight", "classifier.bias"], started.Network.FreshParameters);
        Assert.Contains("head.pooling is mean", started.Remarks[^1], StringComparison.Ordinal);
        // What was read from a classifier is written as a bare encoder's adapter, and means the same again.
        started.Network.FreshParameters = [];
        started.Write(Directory.CreateDirectory(_folder.File("again")).FullName);
        using var again = ClassifierFiles.Load(_folder.File("again"), model);
        Assert.Equal(Logits(started), Logits(again));
        again.Adapter!.Merge();
        AssertEncoder(weights, again);
    }

    [Fact]
    public void A_pretraining_heads_adapter_is_passed_over()
    {
        var (model, weights) = Classifier(EncoderFamily.Bert, Labels);
        var peft = new PeftBuilder(null, "query", "transform.dense")
            .With("auto_mapping", new JsonObject { ["base_model_class"] = "BertForMaskedLM" })
            .EachLayer("bert.encoder.layer.{0}.attention.self.query").Adapted("cls.predictions.transform.dense", 12);
        AssertReadAs(peft, model, weights);
    }

    [Fact]
    public void An_adapter_beside_a_model_is_merged_into_it()
    {
        var (model, weights) = Classifier(EncoderFamily.Bert, Turned);
        var peft = new PeftBuilder("SEQ_CLS", "query").EachLayer("bert.encoder.layer.{0}.attention.self.query")
            .Tensor("classifier.weight", 3, 12).Tensor("classifier.bias", 3);
        peft.Write(model);
        peft.ApplyTo(weights);
        using var scope = NewDisposeScope();
        using var started = ClassifierFiles.Start(model, Labels, HeadPooling.FirstToken, null, 1);
        AssertNear(InOrder(Logits(weights, started.Network), Turned, Labels), Logits(started));
        Assert.Contains("merged", started.Remarks[0], StringComparison.Ordinal);
        using var lora = ClassifierFiles.Start(model, Labels, HeadPooling.FirstToken, Lora, 1);
        AssertNear(Logits(started), Logits(lora));
        lora.Write(Directory.CreateDirectory(_folder.File("lora")).FullName);
        using var loaded = ClassifierFiles.Load(_folder.File("lora"), model);
        Assert.Equal(Logits(lora), Logits(loaded));
    }

    [Fact]
    public void An_adapter_beside_another_encoder_than_the_backbone_is_refused_by_lora()
    {
        var (model, weights) = Classifier(EncoderFamily.Bert, Labels);
        var peft = new PeftBuilder(null, "query").EachLayer("bert.encoder.layer.{0}.attention.self.query");
        peft.Write(model);
        weights["bert.embeddings.LayerNorm.bias"].Data[0] += 1;
        Directory.CreateDirectory(_folder.File("other"));
        foreach (var file in Directory.GetFiles(model))
            File.Copy(file, _folder.File("other/" + Path.GetFileName(file)));
        SafetensorsWriter.Write(
            _folder.File("other/model.safetensors"), weights.Select(w => NamedTensor.FromSingle(w.Key, w.Value.Shape, w.Value.Data)));
        File.Delete(_folder.File("other/adapter_config.json"));
        Fails("EXP4111", () => ClassifierFiles.Start(_folder.File("other"), Labels, HeadPooling.FirstToken, Lora, 1, model));
    }

    [Theory]
    [InlineData("task_type", "\"TOKEN_CLS\"", "EXP4034", "TOKEN_CLS")]
    [InlineData("task_type", "\"QUESTION_ANS\"", "EXP4034", "task_type")]
    [InlineData("auto_mapping", """{"base_model_class": "BertForTokenClassification"}""", "EXP4119", "BertForTokenClassification")]
    [InlineData("peft_type", "\"IA3\"", "EXP4034", "IA3")]
    [InlineData("target_modules", "\"(?<![a-z]+query\"", "EXP4124", "target_modules")]
    [InlineData("alpha_pattern", """{"query++": 3}""", "EXP4124", "query++")]
    [InlineData("init_lora_weights", "\"pissa\"", "EXP4034", "init_lora_weights")]
    public void What_cannot_be_read_is_refused_at_its_file_and_key(string key, string value, string code, string named)
    {
        var (model, _) = Classifier(EncoderFamily.Bert, Labels);
        var peft = new PeftBuilder(null, "query").With(key, JsonNode.Parse(value)).With("ia3_only_key", key == "peft_type" ? 1 : null)
            .EachLayer("bert.encoder.layer.{0}.attention.self.query");
        var problem = Fails(code, () => Read(peft, model, HeadPooling.FirstToken, null));
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("adapter_config.json", problem.At!.File, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_that_do_not_belong_are_named_with_their_file()
    {
        var (model, _) = Classifier(EncoderFamily.Bert, Labels);
        var missing = new PeftBuilder(null, "query", "value").EachLayer("bert.encoder.layer.{0}.attention.self.query");
        var problem = Fails("EXP4106", () => Read(missing, model, HeadPooling.FirstToken, null));
        Assert.Contains("layer.1.attention.self.value.lora_B.weight", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("adapter_model.safetensors", problem.At!.File, StringComparison.Ordinal);
        var other = new PeftBuilder(null, "query").EachLayer("bert.encoder.layer.{0}.attention.self.query").Tensor("other", 1);
        Assert.Contains(
            "Unexpected: base_model.model.other",
            Fails("EXP4106", () => Read(other, model, HeadPooling.FirstToken, null)).Message, StringComparison.Ordinal);
        var family = new PeftBuilder(null, "query").EachLayer("roberta.encoder.layer.{0}.attention.self.query");
        Fails("EXP4106", () => Read(family, model, HeadPooling.FirstToken, null));
        var rank = new PeftBuilder(null, "query").With("r", 3).EachLayer("bert.encoder.layer.{0}.attention.self.query");
        Assert.NotNull(Fails("EXP4107", () => Read(rank, model, HeadPooling.FirstToken, null)).At);
        var embedding = new PeftBuilder(null, "word_embeddings").Tensor("bert.embeddings.word_embeddings.lora_embedding_A", 2, 23);
        Assert.Contains(
            "bert.embeddings.word_embeddings",
            Fails("EXP4123", () => Read(embedding, model, HeadPooling.FirstToken, null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classifier.modules_to_save.default.dense.weight")]
    [InlineData("classifier.modules_to_save.dense.weight")]
    [InlineData("classifier.dense.weight")]
    public void Heads_are_read_under_old_names_too(string name)
    {
        var (model, weights) = Classifier(EncoderFamily.Roberta, Labels);
        var peft = new PeftBuilder("SEQ_CLS", "query").EachLayer("roberta.encoder.layer.{0}.attention.self.query")
            .Tensor(name, 12, 12).Tensor("classifier.dense.bias", 12)
            .Tensor("classifier.out_proj.weight", 3, 12).Tensor("classifier.out_proj.bias", 3);
        weights["classifier.dense.weight"] = peft[name];
        AssertReadAs(peft, model, weights);
    }

    [Fact]
    public void An_adapter_that_trains_saved_modules_alone_is_read_by_full_and_refused_by_lora()
    {
        var (model, weights) = Classifier(EncoderFamily.Bert, Labels);
        var peft = new PeftBuilder("SEQ_CLS").With("target_modules", "dummy-target-modules")
            .Tensor("classifier.weight", 3, 12).Tensor("classifier.bias", 3);
        peft.ApplyTo(weights);
        using var scope = NewDisposeScope();
        using var full = Read(peft, model, HeadPooling.FirstToken, null);
        Assert.Equal(Logits(weights, full.Network), Logits(full));
        Fails("EXP4122", () => Read(peft, model, HeadPooling.FirstToken, Lora));
    }

    [Fact]
    public void A_folder_that_is_no_model_says_what_it_is()
    {
        var (model, _) = Classifier(EncoderFamily.Bert, Labels);
        new PeftBuilder(null, "query").EachLayer("bert.encoder.layer.{0}.attention.self.query").Write(_folder.File("outer/merged"));
        var outer = _folder.File("outer");
        Assert.Contains("elsewhere", Fails("EXP4120", () => Start(Path.Combine(outer, "merged"))).Message, StringComparison.Ordinal);
        Assert.Contains(
            Path.Combine(outer, "merged"),
            Fails("EXP4121", () => ClassifierFiles.Start(model, Labels, HeadPooling.FirstToken, Lora, 1, outer)).Message,
            StringComparison.Ordinal);
        Fails("EXP4121", () => ClassifierFiles.Start(model, Labels, HeadPooling.FirstToken, null, 1, outer));
        Fails("EXP4111", () => ClassifierFiles.Start(model, Labels, HeadPooling.FirstToken, Lora, 1, model));
        File.Move(Path.Combine(outer, "merged/adapter_model.safetensors"), Path.Combine(outer, "merged/adapter_model.bin"));
        var pickled = Fails(
            "EXP4041", () => ClassifierFiles.Start(model, Labels, HeadPooling.FirstToken, null, 1, Path.Combine(outer, "merged")));
        Assert.EndsWith("adapter_model.bin", pickled.At!.File, StringComparison.Ordinal);

        StoredClassifier Start(string backbone) => ClassifierFiles.Start(backbone, Labels, HeadPooling.FirstToken, null, 1);
    }

    private static Diagnostic Fails(string code, Func<StoredClassifier> act)
    {
        var problem = Assert.Single(Assert.Throws<DiagnosticException>(act).Diagnostics);
        Assert.Equal(code, problem.Code);
        return problem;
    }

    /// <summary>The adapter gives the logits of the weights that it stands for: merged, gone on with, and written again.</summary>
    private void AssertReadAs(
        PeftBuilder peft, string model, Dictionary<string, WeightArray> weights, string[]? stored = null, string? said = null)
    {
        using var scope = NewDisposeScope();
        peft.ApplyTo(weights);
        using var full = Read(peft, model, HeadPooling.FirstToken, null);
        var expected = InOrder(Logits(weights, full.Network), stored ?? Labels, Labels);
        AssertNear(expected, Logits(full));
        Assert.Empty(full.Network.FreshParameters);
        if (said is not null)
            Assert.Contains(full.Remarks, r => r.Contains(said, StringComparison.Ordinal));

        using var lora = Read(peft, model, HeadPooling.FirstToken, Lora);
        AssertNear(expected, Logits(lora));
        Assert.Equal(0.25, lora.Adapter!.Config.Dropout);
        lora.Write(Directory.CreateDirectory(_folder.File("written")).FullName);
        using var again = ClassifierFiles.Load(_folder.File("written"), model);
        Assert.Equal(Logits(lora), Logits(again));
    }

    private StoredClassifier Read(PeftBuilder peft, string model, HeadPooling pooling, LoraConfig? lora)
    {
        peft.Write(_folder.File("adapter"));
        return ClassifierFiles.Start(model, Labels, pooling, lora, seed: 9, _folder.File("adapter"));
    }

    private (string Folder, Dictionary<string, WeightArray> Weights) Classifier(EncoderFamily family, string[] labels)
    {
        var folder = Directory.CreateDirectory(_folder.File("model")).FullName;
        using var network = new SequenceClassifier(Shapes.Tiny(family), labels.Length, HeadPooling.FirstToken);
        var weights = network.NamedParameters.ToDictionary(
            p => p.Name, p => new WeightArray(p.Value.shape, [.. new CounterRandom(7, p.Name).Normal((int)p.Value.numel(), 0.4)]),
            StringComparer.Ordinal);
        HuggingFaceConfig.Create(network.Config).WriteClassifier(folder, labels);
        SafetensorsWriter.Write(
            Path.Combine(folder, "model.safetensors"), weights.Select(w => NamedTensor.FromSingle(w.Key, w.Value.Shape, w.Value.Data)));
        return (folder, weights);
    }

    private static float[] Logits(StoredClassifier classifier)
    {
        classifier.Network.eval();
        var (ids, mask) = Batches.Padded(classifier.Network.Config);
        return classifier.Network.Forward(ids, mask).ToArray();
    }

    private static float[] Logits(Dictionary<string, WeightArray> weights, SequenceClassifier like)
    {
        using var network = new SequenceClassifier(like.Config, like.LabelCount, HeadPooling.FirstToken);
        network.LoadWeights(new WeightDictionary(weights), HeadWeights.Required, seed: 0);
        network.eval();
        var (ids, mask) = Batches.Padded(network.Config);
        return network.Forward(ids, mask).ToArray();
    }

    private static void AssertEncoder(Dictionary<string, WeightArray> weights, StoredClassifier classifier)
    {
        foreach (var (name, value) in classifier.Network.ExportWeights())
        {
            if (!classifier.Network.IsHead(name))
                AssertNear(weights[name].Data, value.Data);
        }
    }

    private static float[] InOrder(float[] logits, string[] from, string[] to) =>
        [.. logits.Chunk(from.Length).SelectMany(row => to.Select(label => row[Array.IndexOf(from, label)]))];

    private static void AssertNear(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 2e-5));
}
