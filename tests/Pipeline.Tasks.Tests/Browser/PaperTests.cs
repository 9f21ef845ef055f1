using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Emotune.Pipeline.Tests.Browser;

/// <summary>The report as it is printed.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PaperTests(Chromium chromium, Reports reports)
{
    // What the margins leave of 210 mm, at 96 pixels an inch.
    private const int PaperWidth = 703;

    [BrowserTheory]
    [InlineData(Reports.Full)]
    [InlineData(Reports.Small)]
    public async Task It_has_fewer_than_twelve_pages_of_A4(string report)
    {
        await using var page = await chromium.OpenAsync(reports.Page(report));

        var pdf = Encoding.Latin1.GetString(await page.Page.PdfAsync(new() { PreferCSSPageSize = true }));

        Assert.InRange(Regex.Count(pdf, @"/Type\s*/Page\b"), 2, 11);
        Assert.All(
            Regex.Matches(pdf, @"/MediaBox\s*\[0 0 (\S+) (\S+)\]"),
            box => Assert.Equal(("595", "842"), (Rounded(box.Groups[1].Value), Rounded(box.Groups[2].Value))));
    }

    [BrowserTheory]
    [InlineData(Reports.Full)]
    [InlineData(Reports.SixRuns)]
    [InlineData(Reports.Small)]
    [InlineData(Reports.Failed)]
    [InlineData(Reports.UndefinedFigures)]
    [InlineData(Reports.Long)]
    public async Task Nothing_is_wider_than_the_paper(string report)
    {
        await using var page = await PrintedAsync(report);

        Assert.Equal("", await page.Page.EvaluateAsync<string>(
            """
            () => [...document.querySelectorAll("body :not(svg *)")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
                .slice(0, 5).map(e => `${e.getBoundingClientRect().right} ${e.outerHTML.slice(0, 200)}`).join("\n")
            """));
    }

    [BrowserFact]
    public async Task Headings_stay_with_what_follows_and_rows_and_figures_stay_whole()
    {
        await using var page = await PrintedAsync(Reports.Full);

        Assert.Equal(["avoid"], await StylesAsync(page, "h1, h2, h3, h4, caption, thead", "breakAfter"));
        Assert.Equal(["avoid"], await StylesAsync(page, "tr, figure, pre, caption, .comment", "breakInside"));
        // A browser repeats the headings of a table on each of its pages.
        Assert.Equal(["table-header-group"], await StylesAsync(page, "thead", "display"));
        Assert.Equal(["contents"], await StylesAsync(page, "thead button", "display"));
    }

    [BrowserFact]
    public async Task It_says_that_it_is_the_short_form_and_leaves_out_what_a_screen_is_for()
    {
        await using var page = await PrintedAsync(Reports.Full);
        var text = await page.Page.Locator("body").InnerTextAsync();

        Assert.Contains("This is the short form for paper.", text);
        Assert.All(
            new[] { "The answer", "Results", "Probabilities", "Labels", "Confusion between labels", "Training and cost", "What ran" },
            heading => Assert.Contains(heading, text));
        Assert.False(await page.Page.Locator("#thresholds").IsVisibleAsync());
        Assert.Equal(0, await page.Page.Locator("details:visible, nav:visible, .controls:visible").CountAsync());

        await using var screen = await chromium.OpenAsync(reports.Page(Reports.Full));
        Assert.DoesNotContain("This is the short form for paper.", await screen.Page.Locator("body").InnerTextAsync());
    }

    private async Task<OpenPage> PrintedAsync(string report)
    {
        var page = await chromium.OpenAsync(reports.Page(report), PaperWidth);
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        return page;
    }

    private static async Task<string[]> StylesAsync(OpenPage page, string selector, string property) =>
        await page.Page.EvaluateAsync<string[]>(
            "([s, p]) => [...new Set([...document.querySelectorAll(s)].filter(e => e.checkVisibility() || p === 'display')"
            + ".map(e => getComputedStyle(e)[p]))]",
            new[] { selector, property });

    private static string Rounded(string points) =>
        Math.Round(double.Parse(points, System.Globalization.CultureInfo.InvariantCulture)).ToString(
            System.Globalization.CultureInfo.InvariantCulture);
}
