using System.Collections.Concurrent;

namespace Emotune.Model.Tokenization;

/// <summary>Words seen before and their pieces; shared by all threads, bounded in the number and in the length of its words.</summary>
internal sealed class WordCache(Func<string, WordPieces> split)
{
    private const int MaximumWords = 1 << 18, MaximumLength = 64;

    private readonly ConcurrentDictionary<string, WordPieces> words = new(StringComparer.Ordinal);
    private int count;

    public WordPieces this[ReadOnlySpan<char> word]
    {
        get
        {
            if (words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var pieces))
                return pieces;
            var text = word.ToString();
            pieces = split(text);
            if (text.Length <= MaximumLength && count < MaximumWords && words.TryAdd(text, pieces))
                Interlocked.Increment(ref count);
            return pieces;
        }
    }
}
