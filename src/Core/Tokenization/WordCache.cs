using System.Collections.Concurrent;

namespace Emotune.Tokenization;

/// <summary>Words seen before and their pieces; shared by all threads, bounded in the number and in the length of its words.</summary>
internal sealed class WordCache(Func<string, WordPieces> split)
{
    private const int MaximumWords = 1 << 18, MaximumLength = 64;

    private readonly ConcurrentDictionary<string, WordPieces> _words = new(StringComparer.Ordinal);
    private int _count;

    public WordPieces this[ReadOnlySpan<char> word]
    {
        get
        {
            if (_words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var pieces))
                return pieces;
            var text = word.ToString();
            pieces = split(text);
            if (text.Length <= MaximumLength && _count < MaximumWords && _words.TryAdd(text, pieces))
                Interlocked.Increment(ref _count);
            return pieces;
        }
    }
}
