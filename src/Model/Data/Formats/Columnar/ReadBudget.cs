namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>
/// How much a file may ask to be made of its bytes. What is compressed well is many times larger in memory; what claims more than this
/// was not written from data, and is refused before it is allocated.
/// </summary>
internal sealed class ReadBudget(long fileLength)
{
    private const long FreeBytes = 64 << 20, BytesForEach = 1024;
    private const long FreeRows = 1 << 18, RowsForEach = 256;

    private long _left = FreeBytes + BytesForEach * fileLength;

    /// <exception cref="InvalidDataException">There would be more rows than the file can hold.</exception>
    public void CheckRows(IEnumerable<long> groups)
    {
        var left = Math.Min(FreeRows + RowsForEach * fileLength, Array.MaxLength);
        foreach (var group in groups)
        {
            if (group < 0 || group > left)
                throw new InvalidDataException($"it claims a row group of {group} rows, which its {fileLength} bytes cannot hold.");
            left -= group;
        }
    }

    /// <exception cref="InvalidDataException">All that was taken is more than the file can hold.</exception>
    public void Take(long bytes)
    {
        if (bytes < 0 || bytes > _left)
            throw new InvalidDataException($"it claims to hold more values than its {fileLength} bytes can.");
        _left -= bytes;
    }
}
