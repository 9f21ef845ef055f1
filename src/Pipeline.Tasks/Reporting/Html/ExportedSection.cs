using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>The folders that the target Export wrote; nothing where there are none.</summary>
internal static class ExportedSection
{
    public static string Render(PageContext page)
    {
        if (page.Input.Exports.Count == 0) return "";
        var table = new HtmlTable(
            "Models that were exported, with the size of their folders. Times and the changes by int8 were measured on validation comments "
            + "with ONNX Runtime.",
            [
                "Run · seed", "Format", "Size on disk", "Time for 1,000 comments", "Micro F1 by int8", "Macro F1 by int8", "Folder",
            ],
            2);
        foreach (var export in page.Input.Exports)
        {
            table.Row(
            [
                page.RunAndSeed(export.Run), HtmlText.Escape(export.Kind), HtmlText.Exactly(export.Bytes, Numbers.Bytes(export.Bytes)),
                HtmlText.Escape(export.SecondsPerThousand), Change(export.Quantization?.MicroF1Change),
                Change(export.Quantization?.MacroF1Change), Folder(export),
            ], subject: Subject.Of(export.Run.Method));
        }
        return PageContext.Section("exported", "Exported", table.ToString());
    }

    private static string Change(double? change) => change is null ? "no int8" : HtmlText.Exactly(change, Numbers.Signed(change, 4));

    private static string Folder(ShownExport export)
    {
        var name = HtmlText.Isolated(export.Name, 60);
        return export.NotLinked is { } why ? $"{name}: {HtmlText.Escape(why)}" : $"<a href=\"{export.Address}\">{name}</a>";
    }
}
