using Emotune.Pipeline.Tests.Reporting;

namespace Emotune.Pipeline.Tests.Browser;

/// <summary>Results and texts that try a page's patience.</summary>
[Collection(BrowserCollection.Name)]
public sealed class HostilePageTests(Chromium chromium, Reports reports)
{
    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var report in new[] { Reports.OneLabel, Reports.Failed, Reports.AllFailed, Reports.UndefinedFigures, Reports.Script,
            Reports.Bidirectional, Reports.Long })
        {
            foreach (var width in new[] { 1440, 390 })
                cases.Add(report, width);
        }

        return cases;
    }

    [BrowserTheory]
    [MemberData(nameof(Cases))]
    public async Task Each_opens_quietly_fits_and_has_all_its_sections(string report, int width)
    {
        await using var page = await chromium.OpenAsync(reports.Page(report), width);
        await page.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");

        await page.ShootAsync($"{report.Replace(' ', '-')}-{width}");
        await page.AssertFitsAsync();
        page.AssertQuiet();
        Assert.True(await page.Page.Locator("main > section:visible").CountAsync() >= 8);
    }

    [AxeTheory]
    [MemberData(nameof(Cases))]
    public async Task Each_breaks_no_rule_of_accessibility(string report, int width)
    {
        await using var page = await chromium.OpenAsync(reports.Page(report), width);
        await page.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");

        Assert.Empty(await page.ViolationsAsync());
    }

    [BrowserFact]
    public async Task Script_in_a_text_is_shown_and_not_run()
    {
        await using var page = await chromium.OpenAsync(reports.Page(Reports.Script));

        Assert.Contains("<script>alert(1)</script>", await page.Page.Locator("#comments").InnerTextAsync());
        Assert.Equal(1, await page.Page.Locator("script").CountAsync());
        Assert.Equal(
            0, await page.Page.EvaluateAsync<int>(
                "() => [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on')).length"));
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task Script_that_got_into_the_page_is_refused()
    {
        var changed = Path.Combine(Path.GetDirectoryName(reports.Page(Reports.Small))!, "changed.html");
        await File.WriteAllTextAsync(
            changed,
            (await File.ReadAllTextAsync(reports.Page(Reports.Small)))
                .Replace("<main>", "<main><script>document.title = 'taken'</script>", StringComparison.Ordinal));
        await using var page = await chromium.OpenAsync(changed);

        Assert.Equal("Made-up results", await page.Page.TitleAsync());
        Assert.Contains(page.Said, m => m.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Nothing_of_a_long_comment_is_hidden()
    {
        await using var page = await chromium.OpenAsync(reports.Page(Reports.Long), 390);

        Assert.Contains(Hostile.Long, await page.Page.Locator("#comments .side .text").First.InnerTextAsync());
        // What does not fit its box can be scrolled to.
        Assert.Equal("", await page.Page.EvaluateAsync<string>(
            """
            () => [...document.querySelectorAll("body *")]
                .filter(e => e.scrollHeight > e.clientHeight + 1 && e.clientHeight > 0 && getComputedStyle(e).overflowY === "hidden")
                .map(e => e.outerHTML.slice(0, 100)).join("\n")
            """));
    }
}
