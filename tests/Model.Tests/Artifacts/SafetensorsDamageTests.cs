using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Tests.Artifacts;

/// <summary>Damaged files end in a coded error, or their tensors are the original's; nothing else is thrown.</summary>
public sealed class SafetensorsDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _whole;
    private readonly Dictionary<string, (TensorInfo Info, byte[] Bytes)> _tensors = new(StringComparer.Ordinal);

    public SafetensorsDamageTests()
    {
        var path = _folder.File("whole");
        SafetensorsWriter.Write(path, [
            NamedTensor.FromSingle("encoder.weight", [3, 2], [1, 2, 3, 4, 5, 6]),
            NamedTensor.FromInt64("ids", [10], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
            new NamedTensor("mask", TensorType.Bool, [5], new byte[] { 1, 0, 1, 0, 1 }),
            new NamedTensor("half", TensorType.BF16, [2], new byte[] { 1, 2, 3, 4 })]);
        _whole = File.ReadAllBytes(path);
        using var file = SafetensorsFile.Open(path);
        foreach (var (name, info) in file.Tensors)
            _tensors[name] = (info, file.Bytes(name).ToArray());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_cut_at_any_byte_is_a_coded_error()
    {
        for (var length = 0; length < _whole.Length; length++)
        {
            Assert.StartsWith(
                "EXP40", Problem.CodeOf(() => SafetensorsFile.Open(_folder.WithBytes("cut", _whole[..length]))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_with_bytes_after_its_end_is_a_coded_error() =>
        Assert.Equal("EXP4016", Problem.CodeOf(() => SafetensorsFile.Open(_folder.WithBytes("longer", [.. _whole, 0]))));

    [Fact]
    public void Any_flipped_bit_of_the_header_is_a_coded_error_or_changes_no_tensor()
    {
        var header = 8 + (int)BitConverter.ToInt64(_whole);
        for (var bit = 0; bit < 8 * header; bit++)
        {
            byte[] bytes = [.. _whole];
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            CheckDamaged(bytes);
        }
    }

    [Fact]
    public void Any_replaced_byte_of_the_header_is_a_coded_error_or_changes_no_tensor()
    {
        var header = 8 + (int)BitConverter.ToInt64(_whole);
        for (var at = 0; at < header; at++)
        {
            foreach (var value in "\0\"{}[]:,0 9\\"u8)
            {
                byte[] bytes = [.. _whole];
                bytes[at] = value;
                CheckDamaged(bytes);
            }
        }
    }

    private void CheckDamaged(byte[] bytes)
    {
        try
        {
            using var file = SafetensorsFile.Open(_folder.WithBytes("damaged", bytes));
            Assert.Equal(_tensors.Count, file.Tensors.Count);
            // A tensor's name is all that a valid header can differ in without a trace.
            Assert.InRange(file.Tensors.Keys.Count(_tensors.ContainsKey), _tensors.Count - 1, _tensors.Count);
            foreach (var (name, (info, original)) in _tensors)
            {
                if (!file.Tensors.TryGetValue(name, out var read))
                    continue;
                Assert.Equal((info.Type, info.Start, info.End), (read.Type, read.Start, read.End));
                Assert.Equal(info.Shape, read.Shape);
                Assert.Equal(original, file.Bytes(name).ToArray());
            }
        }
        catch (DiagnosticException damaged)
        {
            Assert.StartsWith("EXP40", Assert.Single(damaged.Diagnostics).Code, StringComparison.Ordinal);
        }
    }
}
