using System.Runtime.InteropServices;
using System.Text;
using Emotune.Files;

namespace Emotune.Model.Tests.Artifacts;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static NamedTensor Tensor<T>(TensorType type, params T[] values) where T : unmanaged =>
        new("t." + type.Code(), type, [values.Length], MemoryMarshal.AsBytes<T>(values).ToArray());

    /// <summary>0, 1 and 100 in each type; bfloat16 is the upper half of a float.</summary>
    private static NamedTensor[] EveryType() =>
    [
        Tensor(TensorType.F64, 0.0, 1, 100), Tensor(TensorType.F32, 0f, 1, 100), Tensor(TensorType.F16, (Half)0, (Half)1, (Half)100),
        Tensor<ushort>(TensorType.BF16, 0, 0x3F80, 0x42C8), Tensor(TensorType.I64, 0L, 1, 100), Tensor(TensorType.I32, 0, 1, 100),
        Tensor<short>(TensorType.I16, 0, 1, 100), Tensor<sbyte>(TensorType.I8, 0, 1, 100), Tensor<byte>(TensorType.U8, 0, 1, 100),
        Tensor<ushort>(TensorType.U16, 0, 1, 100), Tensor<uint>(TensorType.U32, 0, 1, 100), Tensor<ulong>(TensorType.U64, 0, 1, 100),
    ];

    private string Write(params NamedTensor[] tensors)
    {
        SafetensorsWriter.Write(_folder.File("w"), tensors);
        return _folder.File("w");
    }

    [Fact]
    public void Every_type_comes_back_as_it_was_written()
    {
        var tensors = EveryType();
        using var file = SafetensorsFile.Open(Write(tensors));
        Assert.Equal(tensors.Length, file.Tensors.Count);
        foreach (var tensor in tensors)
        {
            Assert.Equal(tensor.Type, file.Tensors[tensor.Name].Type);
            Assert.Equal(3, file.Tensors[tensor.Name].Count);
            Assert.Equal(tensor.Data.ToArray(), file.Bytes(tensor.Name).ToArray());
            Assert.Equal([0f, 1, 100], file.ReadSingle(tensor.Name));
            Assert.Equal([0.0, 1, 100], file.ReadDouble(tensor.Name));
            if (tensor.Type.IsFloatingPoint())
                Assert.Equal("EXP4019", Problem.CodeOf(() => file.ReadInt64(tensor.Name)));
            else
                Assert.Equal([0L, 1, 100], file.ReadInt64(tensor.Name));
        }
    }

    [Fact]
    public void Booleans_are_zero_and_one()
    {
        using var file = SafetensorsFile.Open(Write(Tensor<byte>(TensorType.Bool, 0, 1)));
        Assert.Equal([0f, 1], file.ReadSingle("t.BOOL"));
        Assert.Equal([0.0, 1], file.ReadDouble("t.BOOL"));
        Assert.Equal([0L, 1], file.ReadInt64("t.BOOL"));
    }

    [Fact]
    public void Negative_and_extreme_numbers_keep_their_values()
    {
        using var file = SafetensorsFile.Open(Write(
            Tensor<sbyte>(TensorType.I8, -128), Tensor(TensorType.I64, long.MinValue), Tensor(TensorType.U64, ulong.MaxValue),
            Tensor(TensorType.F64, 1e300)));
        Assert.Equal([-128L], file.ReadInt64("t.I8"));
        Assert.Equal([long.MinValue], file.ReadInt64("t.I64"));
        Assert.Equal([18446744073709551615.0], file.ReadDouble("t.U64"));
        Assert.Equal([float.PositiveInfinity], file.ReadSingle("t.F64"));
        Assert.Equal("EXP4019", Problem.CodeOf(() => file.ReadInt64("t.U64")));
    }

    [Fact]
    public void Scalars_and_empty_tensors_have_their_shapes()
    {
        using var file = SafetensorsFile.Open(Write(
            NamedTensor.FromSingle("scalar", [], [5]), NamedTensor.FromDouble("empty", [3, 0], []), NamedTensor.FromInt64("none", [0], []),
            new NamedTensor("two", TensorType.I32, [2, 1], MemoryMarshal.AsBytes<int>([1, 2]).ToArray())));
        Assert.Equal([5f], file.ReadSingle("scalar"));
        Assert.Equal([3L, 0], file.Tensors["empty"].Shape);
        Assert.Empty(file.ReadSingle("empty"));
        Assert.Equal([1L, 2], file.ReadInt64("two"));
    }

    [Fact]
    public void The_bytes_are_the_reference_librarys()
    {
        var path = Write(
            NamedTensor.FromInt64("z", [1], [1]), new("b\"\n\u0001é", TensorType.U8, [1], new byte[] { 7 }),
            NamedTensor.FromSingle("a", [1], [1]), NamedTensor.FromSingle("Z", [0], []));
        var header = """{"__metadata__":{"format":"pt"},"z":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}"""
            + ""","Z":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}"""
            + ""","a":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}"""
            + ""","b\"\n\u0001é":{"dtype":"U8","shape":[1],"data_offsets":[12,13]}}""";
        var bytes = File.ReadAllBytes(path);
        var length = (int)BitConverter.ToInt64(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(header, Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3F, 7], bytes[(8 + length)..]);
    }

    [Fact]
    public void Names_are_in_the_order_of_their_utf8()
    {
        using var file = SafetensorsFile.Open(
            Write(NamedTensor.FromSingle("\U0001F600", [0], []), NamedTensor.FromSingle("\uFFFD", [0], [])));
        Assert.Equal(["\uFFFD", "\U0001F600"], file.Tensors.Keys);
    }

    [Fact]
    public void The_order_given_does_not_change_the_bytes()
    {
        var first = File.ReadAllBytes(Write(EveryType()));
        Assert.Equal(first, File.ReadAllBytes(Write([.. EveryType().Reverse()])));
    }

    [Fact]
    public void Metadata_are_those_given()
    {
        SafetensorsWriter.Write(_folder.File("m"), [], new Dictionary<string, string> { ["b"] = "2", ["a"] = "\"" });
        using var file = SafetensorsFile.Open(_folder.File("m"));
        Assert.Equal([new("a", "\""), new("b", "2")], file.Metadata);
    }

    [Fact]
    public void What_a_caller_gets_wrong_is_an_argument_error_and_leaves_no_file()
    {
        Assert.Throws<ArgumentException>(() => Write(NamedTensor.FromSingle("a", [1], [1]), NamedTensor.FromSingle("a", [1], [1])));
        Assert.Throws<ArgumentException>(() => Write(NamedTensor.FromSingle("a", [2], [1])));
        Assert.Throws<ArgumentException>(() => Write(NamedTensor.FromSingle("__metadata__", [1], [1])));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_a_coded_error()
    {
        Directory.CreateDirectory(_folder.File("w"));
        Assert.Equal("EXP4021", Problem.CodeOf(() => Write(EveryType())));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }
}
