using Emotune.Diagnostics;

namespace Emotune.Pipeline.Acquisition;

/// <summary>A model's folder on a hub.</summary>
/// <param name="Repository">The model's name, such as <c>sentence-transformers/all-MiniLM-L6-v2</c>.</param>
/// <param name="Revision">40 hexadecimal digits; null where <paramref name="Sha256"/> names every file that is needed.</param>
/// <param name="Sha256">The digests that files must have, by their names in the repository.</param>
/// <param name="At">The place in the experiment's file, for problems.</param>
internal sealed record WantedModel(
    string Repository, string? Revision, IReadOnlyDictionary<string, string> Sha256, SourceLocation? At);

/// <summary>A file at an address of its own.</summary>
/// <param name="Sha256">The digest that the file must have: 64 hexadecimal digits.</param>
/// <param name="At">The place in the experiment's file, for problems.</param>
internal sealed record WantedFile(Uri Address, string Sha256, SourceLocation? At);
