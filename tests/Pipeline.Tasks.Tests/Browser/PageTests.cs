using Microsoft.Playwright;

namespace Emotune.Pipeline.Tests.Browser;

/// <summary>The report as a reader has it: opened from a file in a real browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PageTests(Chromium chromium, Reports reports)
{
    public static TheoryData<string, int, bool> Screens()
    {
        var screens = new TheoryData<string, int, bool>();
        foreach (var report in new[] { Reports.Full, Reports.Small })
        {
            foreach (var width in new[] { 1440, 820, 390 })
            {
                foreach (var dark in new[] { false, true })
                    screens.Add(report, width, dark);
            }
        }

        return screens;
    }

    [BrowserTheory]
    [MemberData(nameof(Screens))]
    public async Task It_opens_quietly_and_fits_the_screen(string report, int width, bool dark)
    {
        await using var page = await chromium.OpenAsync(reports.Page(report), width, dark);

        await page.ShootAsync($"{report}-{width}-{(dark ? "dark" : "light")}");
        await page.AssertFitsAsync();
        page.AssertQuiet();
        Assert.Equal(
            dark
                ? "rgb(20, 24, 29)"
                : "rgb(255, 255, 255)", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
    }

    [AxeTheory]
    [MemberData(nameof(Screens))]
    public async Task It_breaks_no_rule_of_accessibility(string report, int width, bool dark)
    {
        await using var page = await chromium.OpenAsync(reports.Page(report), width, dark);
        await page.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");

        Assert.Empty(await page.ViolationsAsync());
    }

    [BrowserTheory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task A_table_is_sorted_by_a_click_and_by_the_keyboard(int width)
    {
        await using var page = await chromium.OpenAsync(reports.Page(Reports.Full), width);
        var heading = page.Page.Locator("#results thead").First.GetByRole(AriaRole.Button, new() { Name = "Macro average precision" });

        await heading.ClickAsync();
        var falling = await Figures(page);
        Assert.Equal(falling.OrderDescending(), falling);
        Assert.Equal("descending", await heading.Locator("..").GetAttributeAsync("aria-sort"));

        await heading.PressAsync("Enter");
        var rising = await Figures(page);
        Assert.Equal(rising.Order(), rising);
        Assert.Equal(falling.Count, rising.Count);
        Assert.NotEqual(falling, rising);
        page.AssertQuiet();

        static async Task<IReadOnlyList<double>> Figures(OpenPage page) =>
            await page.Page.EvaluateAsync<double[]>(
                "() => [...document.querySelector('#results table').tBodies[0].rows].map(r => "
                + "Number(r.cells[7].querySelector('data').value))");
    }

    [BrowserTheory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Labels_are_filtered_by_a_part_of_their_name(int width)
    {
        await using var page = await chromium.OpenAsync(reports.Page(Reports.Full), width);
        var box = page.Page.GetByLabel("Labels with");

        await box.FillAsync("DIS");
        Assert.Equal("3 of 28 labels", await page.Page.Locator("#label-count").InnerTextAsync());
        Assert.Equal(
            ["disappointment", "disapproval", "disgust"],
            await page.Page.Locator("#labels table").First.Locator("tbody tr:visible th").AllInnerTextsAsync());

        await box.FillAsync("");
        Assert.Equal(28, await page.Page.Locator("#labels table").First.Locator("tbody tr:visible").CountAsync());
        page.AssertQuiet();
    }

    [BrowserTheory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task One_method_alone_can_be_looked_at(int width)
    {
        await using var page = await chromium.OpenAsync(reports.Page(Reports.Full), width);
        var lora = page.Page.Locator("main [data-method=lora]:visible");
        var full = page.Page.Locator("main [data-method=full]:visible");
        var (loras, fulls) = (await lora.CountAsync(), await full.CountAsync());
        Assert.True(loras > 20 && fulls > 20);

        await page.Page.GetByLabel("LoRA", new() { Exact = true }).UncheckAsync();
        Assert.Equal(0, await lora.CountAsync());
        Assert.Equal(fulls, await full.CountAsync());

        await page.Page.GetByLabel("LoRA", new() { Exact = true }).CheckAsync();
        Assert.Equal(loras, await lora.CountAsync());
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task All_that_matters_is_there_without_script()
    {
        await using var page = await chromium.OpenAsync(reports.Page(Reports.Full), script: false);
        var input = Reports.Input(Reports.Full);
        var text = await page.Page.Locator("body").InnerTextAsync();

        Assert.All(input.Dataset.Labels, l => Assert.Contains(l.Name, text));
        Assert.All(input.Runs, r => Assert.Contains($"{r.Run} · {r.Seed}", text));
        Assert.All(
            new[] { "The answer", "Results", "Probabilities", "Labels", "What the model looks at", "Words", "Training and cost", "Data",
                "What ran" },
            h => Assert.Contains(h, text));
        Assert.False(await page.Page.Locator("#controls").IsVisibleAsync());
        Assert.Equal(0, await page.Page.Locator("thead button").CountAsync());
        await page.AssertFitsAsync();
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task The_first_stop_of_the_keyboard_leads_to_the_answer()
    {
        await using var page = await chromium.OpenAsync(reports.Page(Reports.Small));

        await page.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("To the answer", await page.Page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.EndsWith("#answer", page.Page.Url);
    }

    [Fact]
    public void It_is_one_file_below_five_megabytes()
    {
        Assert.InRange(new FileInfo(reports.Page(Reports.Full)).Length, 100_000, 5_000_000);
    }
}
