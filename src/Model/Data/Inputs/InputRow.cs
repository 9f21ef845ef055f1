using Emotune.Diagnostics;

namespace Emotune.Model.Data.Inputs;

/// <summary>A text to classify, and what stands beside it.</summary>
/// <param name="Id">The value of the column <c>id</c>, as JSON on one line; null where there is no such column.</param>
/// <param name="Others">The values of the other columns by their names, as JSON on one line, in the order of the file.</param>
internal sealed record InputRow(TextPlace Place, string Text, string? Id, IReadOnlyList<KeyValuePair<string, string>> Others);

/// <summary>A file of texts to classify.</summary>
/// <param name="Rows">In the order of the file.</param>
/// <param name="Remarks">What the user should know of how the file was read.</param>
internal sealed record InputTable(IReadOnlyList<InputRow> Rows, IReadOnlyList<Diagnostic> Remarks);
