using System.Text.Json;
using Microsoft.Playwright;

namespace Emotune.Pipeline.Tests.Browser;

/// <summary>A page in the browser, with all that it has said and asked for since it was opened.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    public OpenPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) => Said.Add(message.Text);
        page.PageError += (_, error) => Said.Add(error);
        page.Dialog += (_, dialog) =>
        {
            Said.Add("dialog: " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Console messages, errors and dialogs.</summary>
    public List<string> Said { get; } = [];

    public List<string> Requests { get; } = [];

    /// <summary>Said nothing and asked for nothing but itself.</summary>
    public void AssertQuiet()
    {
        Assert.Empty(Said);
        Assert.Equal(Page.Url.Split('#')[0], Assert.Single(Requests));
    }

    /// <summary>No part of the page is wider than the screen.</summary>
    public async Task AssertFitsAsync() => Assert.Equal("", await Page.EvaluateAsync<string>(
        """
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? "" :
          [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest(".scroll"))
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120)).join("\n") || "wide"
        """));

    /// <summary>axe-core's violations of WCAG 2.0 and 2.1, A and AA, each with where it is.</summary>
    public async Task<IReadOnlyList<string>> ViolationsAsync()
    {
        await Page.EvaluateAsync(await File.ReadAllTextAsync(Chromium.Axe!));
        var found = await Page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })).violations.flatMap(v => "
            + "v.nodes.slice(0, 3).map(n => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary}`))");
        return [.. found.EnumerateArray().Select(v => v.GetString()!)];
    }

    /// <summary>Into the folder that REPORT_SCREENSHOTS names, for people to look at.</summary>
    public async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("REPORT_SCREENSHOTS") is not { Length: > 0 } folder) return;
        await Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
