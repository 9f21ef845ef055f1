using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Emotune.Pipeline.Tests.Browser;

/// <summary>The system's Chromium, started once for all tests that look at the report.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Null where there is none: CHROMIUM names one, otherwise it is looked for in PATH.</summary>
    public static string? Executable { get; } = Environment.GetEnvironmentVariable("CHROMIUM")
        ?? (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':').SelectMany(f => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(n => Path.Combine(f, n)))
        .FirstOrDefault(File.Exists);

    /// <summary>axe-core's script, as npm put it beside this file; null where it did not.</summary>
    public static string? Axe { get; } = FindAxe();

    public async Task InitializeAsync()
    {
        if (Executable is null) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Executable,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
                Timeout = 600_000
            });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A page of a file, with all that it says and asks for written down.</summary>
    public async Task<OpenPage> OpenAsync(string file, int width = 1440, bool dark = false, bool script = true)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
        });
        // How long something takes says nothing here: the machine may be busy with other tests.
        context.SetDefaultTimeout(600_000);
        var page = new OpenPage(await context.NewPageAsync());
        await page.Page.GotoAsync(new Uri(file).AbsoluteUri);
        return page;
    }

    private static string? FindAxe([CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "node_modules", "axe-core", "axe.min.js");
        return File.Exists(file) ? file : null;
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Chromium>, ICollectionFixture<Reports>
{
    public const string Name = "browser";
}

/// <summary>A test in a real browser; skipped, with a notice, where there is none.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Notices.Browser;
}

/// <summary>A test in a real browser; skipped, with a notice, where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Notices.Browser;
}

/// <summary>A test by axe-core's rules; skipped, with a notice, where they or the browser are missing.</summary>
public sealed class AxeTheoryAttribute : TheoryAttribute
{
    public AxeTheoryAttribute() => Skip = Notices.Browser ?? (Chromium.Axe is null
        ? "axe-core is not at hand: npm ci --prefix tests/Pipeline.Tasks.Tests/Browser"
        : null);
}

internal static class Notices
{
    public static string? Browser => Chromium.Executable is null ? "There is no Chromium: install it, or name one in CHROMIUM." : null;
}
