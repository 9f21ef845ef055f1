using System.Globalization;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Cards;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Pipeline.Results;

namespace Emotune.Pipeline.Tests.Reporting.Cards;

public sealed class CardMetadataTests
{
    [Fact]
    public void The_hub_is_told_what_it_asks_for()
    {
        var card = CardDocument.Of(With(new DataCard("org/comments", "Apache-2.0", Language: "en, de")));
        Assert.Equal(
            ["language", "license", "base_model", "datasets", "library_name", "pipeline_tag", "tags", "model-index"], card.Keys);
        Assert.Equal(["en", "de"], card.List("language"));
        Assert.Equal("apache-2.0", card["license"]);
        Assert.Equal("sentence-transformers/all-MiniLM-L6-v2", card["base_model"]);
        Assert.Equal(["org/comments"], card.List("datasets"));
        Assert.Equal("transformers", card["library_name"]);
        Assert.Equal("text-classification", card["pipeline_tag"]);
        Assert.Equal(["emotune", "multi-label-classification", "lora"], card.List("tags"));
        Assert.Equal(["Made-up results", "org/comments", "test"], new[] { "name", "type", "split" }.Select(card.OfDataSet));
    }

    [Fact]
    public void The_figures_are_those_of_the_run()
    {
        var input = With(new DataCard());
        var figures = CardDocument.Of(input).Figures;
        var evaluation = input.Runs[0].Evaluation!;
        AssertFigure("f1", evaluation.Decisions.Single(d => d.Name == "validation").Micro.F1, figures["Micro F1"]);
        AssertFigure("macro_average_precision", evaluation.MacroAveragePrecision.Value!.Value, figures["Macro average precision"]);
        AssertFigure("brier", evaluation.Calibrated.Brier.Value!.Value, figures["Brier"]);
    }

    [Fact]
    public void Undefined_figures_are_left_out()
    {
        var figures = CardDocument.Of(Undefined.Input()).Figures;
        Assert.True(figures.ContainsKey("Micro F1"));
        Assert.False(figures.ContainsKey("Macro average precision"));
    }

    [Theory]
    [InlineData("apache-2.0", "apache-2.0", null)]
    [InlineData("CC-BY-SA-4.0", "cc-by-sa-4.0", null)]
    [InlineData("GPL-3.0-or-later", "gpl-3.0", null)]
    [InlineData("EUPL-1.2", "other", "eupl-1.2")]
    [InlineData("GPL-2.0+", "other", "gpl-2.0-")]
    [InlineData("All rights reserved: ask first", null, null)]
    [InlineData("MIT\nlicense: other", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void A_licence_is_told_as_the_hub_lists_it(string? licence, string? identifier, string? name)
    {
        var card = CardDocument.Of(With(new DataCard(Licence: licence)));
        Assert.Equal((identifier, name), (card["license"], card["license_name"]));
    }

    [Theory]
    [InlineData("en", "en")]
    [InlineData("no", "no")]
    [InlineData("multilingual", "multilingual")]
    [InlineData("English", "")]
    [InlineData("de; Plattdeutsch", "")]
    [InlineData(null, "")]
    public void Only_codes_of_languages_are_told(string? language, string codes) =>
        Assert.Equal(codes, string.Join(' ', CardDocument.Of(With(new DataCard(Language: language))).List("language")));

    [Theory]
    [InlineData("https://huggingface.co/datasets/google-research-datasets/go_emotions", "google-research-datasets/go_emotions")]
    [InlineData("org/name", "org/name")]
    [InlineData("tickets", "")]
    [InlineData("Comments from a public forum (Reddit)", "")]
    [InlineData("../../name", "")]
    public void Only_a_data_set_of_the_hub_is_told(string source, string dataSet) =>
        Assert.Equal(dataSet, string.Join(' ', CardDocument.Of(With(new DataCard(source))).List("datasets")));

    [Theory]
    [InlineData("/models/all-MiniLM-L6-v2", "nreimers/MiniLM-L6-H384-uncased", "all-MiniLM-L6-v2")]
    [InlineData("/models/distilroberta-base", "distilbert/distilroberta-base", "distilbert/distilroberta-base")]
    [InlineData("/models/encoder", "/elsewhere/encoder", "encoder")]
    [InlineData("/models/my encoder", null, null)]
    [InlineData(
        "/cache/hub/models--org--my--name/snapshots/0123456789abcdef0123456789abcdef01234567", "other/base", "org/my--name")]
    public void A_backbone_is_called_what_it_is_and_not_what_it_was_made_from(string folder, string? nameOrPath, string? name) =>
        Assert.Equal(name, ModelUseReader.HubName(folder, nameOrPath));

    [Fact]
    public void An_encoder_from_fresh_weights_has_no_base()
    {
        var input = With(new DataCard());
        Assert.Null(CardDocument.Of(input with { Use = input.Use with { Origin = BackboneOrigin.FromScratch } })["base_model"]);
    }

    [Theory]
    [InlineData(0.00000123, "0.000001")]
    [InlineData(1, "1.0")]
    [InlineData(0, "0.0")]
    [InlineData(-0.25, "-0.25")]
    public void Numbers_are_numbers_to_every_reader(double value, string text)
    {
        using (new OtherCulture())
            Assert.Equal(text, YamlText.Number(value));
    }

    private static void AssertFigure(string type, double value, (string Type, string Value) figure)
    {
        Assert.Equal(type, figure.Type);
        Assert.Equal(value, double.Parse(figure.Value, CultureInfo.InvariantCulture), 6);
    }

    private static ReportInput With(DataCard card) =>
        MadeUp.Input(3, MadeUp.Run("lora", FineTuningMethod.Lora, 3)) with { Card = card };
}
