using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Markdown;

/// <summary>The folders that the target Export wrote; nothing where there are none.</summary>
internal static class MarkdownExports
{
    public static string Render(ReportInput input) => input.Exports.Count == 0 ? "" : "## Exported\n\n" + MarkdownText.Table(
        ["Run · seed", "Format", "Size on disk", "Time for 1,000 comments", "Micro F1 by int8", "Macro F1 by int8", "Folder"],
        input.Exports.Select(e => (IEnumerable<string>)
        [
            MarkdownText.Escape(e.Run.Run, 60) + FormattableString.Invariant($" · {e.Run.Seed}"), e.Kind, Numbers.Bytes(e.Bytes),
            e.SecondsPerThousand, Change(e.Quantization?.MicroF1Change), Change(e.Quantization?.MacroF1Change), Folder(e),
        ])) + "\n";

    private static string Change(double? change) => change is null ? "no int8" : Numbers.Signed(change, 4);

    private static string Folder(ShownExport export)
    {
        var name = MarkdownText.Escape(export.Name, 60);
        return export.NotLinked is { } why ? $"{name}: {why}" : $"[{name}]({export.Address})";
    }
}
