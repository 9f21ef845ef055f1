namespace Emotune.Tokenization;

/// <summary>
/// How one word falls into pieces. Piece i stands for the word's UTF-16 units <c>First[i]</c> to <c>Last[i]</c>, both included.
/// </summary>
internal sealed record WordPieces(int[] Ids, int[] First, int[] Last);
