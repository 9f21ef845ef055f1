using Emotune.Diagnostics;
using Emotune.Model.Data.Formats;

namespace Emotune.Model.Data;

/// <summary>
/// Takes labels that were given in one text apart. Where every row that has labels holds a list in another language's spelling, lists
/// are read; a list among other cells is a problem, and never a label. One bare word in brackets, such as <c>[other]</c>, is a list only
/// where other rows are lists beyond doubt.
/// </summary>
/// <param name="separator">What stands between two labels that are no list.</param>
/// <param name="areIds">Whether the labels are ids, which have no brackets of their own.</param>
/// <param name="known">The labels that there are, which may begin as they like; null where they are only to be found.</param>
internal sealed class LabelCells(string separator, bool areIds, LabelSet? known, ProblemList problems)
{
    private readonly record struct Cell(string Text, string[] Plain, string[]? List, bool IsOneWord, bool IsSuspect)
    {
        public bool IsList => List is not null && !IsOneWord;
    }

    /// <summary>Each row's labels; null, and a problem, where they are not valid.</summary>
    public IReadOnlyList<IReadOnlyList<string>?> Read(IReadOnlyList<GivenRow> rows)
    {
        Cell?[] cells = [.. rows.Select(r => r.Labels.Text is { } text ? Classify(text) : (Cell?)null)];
        var firstPlain = Array.FindIndex(cells, c => c is { List: null, Plain.Length: > 0 });
        var hasLists = firstPlain < 0 && Array.Exists(cells, c => c is { IsList: true });
        return [.. rows.Select((row, i) => cells[i] is not { } cell ? row.Labels.Apart
            : hasLists ? cell.List ?? []
            : !cell.IsList && !cell.IsSuspect ? cell.Plain
            : Misspelt(row.Line, cell, rows, firstPlain))];
    }

    private string[]? Misspelt(int line, Cell cell, IReadOnlyList<GivenRow> rows, int firstPlain)
    {
        var contrast = cell.List is null
            ? ""
            : $"line {rows[firstPlain].Line} has '{MessageText.Excerpt(rows[firstPlain].Labels.Text!)}', and ";
        var why = contrast + "a label that is spelt so is valid where a labels file has it";
        problems.Add(Problems.LabelsMisspelt, line, MessageText.Excerpt(cell.Text), why, separator);
        return null;
    }

    private Cell Classify(string text)
    {
        var plain = LabelParser.SplitField(text, separator);
        var isKnown = known is not null && Array.TrueForAll(plain, known.Contains);
        var list = plain.Length == 0 || isKnown ? null : ListCell.Parse(text, separator);
        var isOneWord = list is [var word] && !areIds && known?.Contains(word) != true && ListCell.IsOneWord(text);
        var isSuspect = !isKnown && Array.Exists(plain, label => ListCell.Begins(label) && !ListCell.IsOneWord(label));
        return new Cell(text, plain, list, isOneWord, isSuspect);
    }
}
