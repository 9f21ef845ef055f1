using System.Buffers.Binary;
using System.Text;
using Emotune.Files;

namespace Emotune.Model.Tests.Artifacts;

public sealed class SafetensorsFileTests : IDisposable
{
    private const string OneTensor = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_a_header_and_its_data_opens()
    {
        using var file = SafetensorsFile.Open(Write(OneTensor, 8));
        Assert.Equal([2], Assert.Single(file.Tensors).Value.Shape);
        Assert.Empty(file.Metadata);
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, 17)]
    [InlineData(float.NegativeInfinity, 36)]
    public void A_weight_that_is_not_finite_is_named(float value, int at)
    {
        var values = Enumerable.Repeat(float.MaxValue, 37).ToArray();
        SafetensorsWriter.Write(_folder.File("a"), [NamedTensor.FromSingle("sound", [37], values)]);
        using (var sound = SafetensorsFile.Open(_folder.File("a")))
            Assert.Equal(values, sound.ReadWeights("sound"));
        values[at] = value;
        SafetensorsWriter.Write(_folder.File("b"), [NamedTensor.FromSingle("broken", [37], values)]);
        using var file = SafetensorsFile.Open(_folder.File("b"));
        var problem = Problem.Of(() => file.ReadWeights("broken"));
        Assert.Equal(("EXP4049", _folder.File("b")), (problem.Code, problem.At!.File));
        Assert.StartsWith(
            FormattableString.Invariant($"The tensor 'broken' has {value} at place {at}."), problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_a_device_and_a_folder_are_refused_without_waiting()
    {
        Directory.CreateDirectory(_folder.File("folder"));
        File.CreateSymbolicLink(_folder.File("zero"), "/dev/zero");
        using (var made = System.Diagnostics.Process.Start("mkfifo", _folder.File("pipe")))
            made.WaitForExit();
        foreach (var name in new[] { "folder", "zero", "pipe" })
        {
            foreach (var read in new Action[] { () => SafetensorsFile.Open(_folder.File(name)), () => Json.ReadObject(_folder.File(name)) })
            {
                var problem = Problem.Of(read);
                Assert.Equal(("EXP4001", _folder.File(name)), (problem.Code, problem.At!.File));
                Assert.Contains(name == "folder" ? "a folder" : "no regular file", problem.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_file_without_tensors_opens()
    {
        using var file = SafetensorsFile.Open(Write("{}", 0));
        Assert.Empty(file.Tensors);
    }

    [Fact]
    public void Keys_of_later_versions_in_an_entry_are_passed_over()
    {
        using var file = SafetensorsFile.Open(Write("""{"a":{"dtype":"U8","later":[{"x":1}],"shape":[],"data_offsets":[0,1]}}""", 1));
        Assert.Equal([0f], file.ReadSingle("a"));
    }

    [Theory]
    [InlineData("", "EXP4006")]
    [InlineData("[]", "EXP4006")]
    [InlineData(" {}", "EXP4006")]
    [InlineData("{", "EXP4007")]
    [InlineData("{} {}", "EXP4007")]
    [InlineData("{\"a\":1,}", "EXP4008")]
    [InlineData("{\"\\ud800\":1}", "EXP4007")]
    [InlineData("{\"a\":[]}", "EXP4008")]
    [InlineData("{\"a\":{\"shape\":[],\"data_offsets\":[0,8]}}", "EXP4008")]
    [InlineData("{\"a\":{\"dtype\":1,\"shape\":[],\"data_offsets\":[0,8]}}", "EXP4008")]
    [InlineData(
        "{\"a\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
        + "\"a\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}", "EXP4009")]
    [InlineData("{\"a\":{\"dtype\":\"I64\",\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}", "EXP4009")]
    [InlineData("{\"__metadata__\":{\"x\":\"1\",\"x\":\"2\"}}", "EXP4009")]
    [InlineData("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}", "EXP4010")]
    [InlineData("{\"a\":{\"dtype\":\"f32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "EXP4010")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", "EXP4011")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}", "EXP4011")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}", "EXP4011")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[18446744073709551618],\"data_offsets\":[0,8]}}", "EXP4011")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,2],\"data_offsets\":[0,8]}}", "EXP4011")]
    [InlineData("{\"a\":{\"dtype\":\"F64\",\"shape\":[2305843009213693953],\"data_offsets\":[0,8]}}", "EXP4011")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", "EXP4012")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}", "EXP4012")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4,8]}}", "EXP4012")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}", "EXP4013")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", "EXP4014")]
    [InlineData(
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
        + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}", "EXP4015")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "EXP4016")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "EXP4016")]
    [InlineData("{}", "EXP4016")]
    [InlineData("{\"__metadata__\":[]}", "EXP4017")]
    [InlineData("{\"__metadata__\":{\"x\":1}}", "EXP4017")]
    public void What_is_wrong_with_a_header_has_a_code_of_its_own(string header, string code) =>
        Assert.Equal(code, Problem.CodeOf(() => SafetensorsFile.Open(Write(header, 8))));

    [Fact]
    public void A_file_that_is_not_there_cannot_be_read() =>
        Assert.Equal("EXP4001", Problem.CodeOf(() => SafetensorsFile.Open(_folder.File("none"))));

    [Fact]
    public void A_folder_cannot_be_read() =>
        Assert.Equal("EXP4001", Problem.CodeOf(() => SafetensorsFile.Open(_folder.Path)));

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_file_without_a_header_length_is_too_short(int length) =>
        Assert.Equal("EXP4002", Problem.CodeOf(() => SafetensorsFile.Open(_folder.WithBytes("a", new byte[length]))));

    [Theory]
    [InlineData(100_000_001UL)]
    [InlineData(ulong.MaxValue)]
    public void A_header_beyond_the_limit_is_too_long(ulong length) =>
        Assert.Equal("EXP4003", Problem.CodeOf(() => SafetensorsFile.Open(Write(OneTensor, 8, length))));

    [Fact]
    public void A_header_past_the_end_is_an_error() =>
        Assert.Equal("EXP4004", Problem.CodeOf(() => SafetensorsFile.Open(Write(OneTensor, 8, 1000))));

    [Fact]
    public void A_header_that_is_not_utf8_is_an_error()
    {
        var bytes = File.ReadAllBytes(Write(OneTensor, 8));
        bytes[10] = 0xff;
        Assert.Equal("EXP4005", Problem.CodeOf(() => SafetensorsFile.Open(_folder.WithBytes("b", bytes))));
    }

    [Fact]
    public void A_tensor_that_is_not_there_is_named()
    {
        using var file = SafetensorsFile.Open(Write(OneTensor, 8));
        var problem = Problem.Of(() => file.ReadSingle("b"));
        Assert.Equal("EXP4018", problem.Code);
        Assert.Contains("'b'", problem.Message, StringComparison.Ordinal);
        Assert.Equal(file.Path, problem.At!.File);
    }

    [Fact]
    public void A_tensor_of_two_gibibytes_opens_but_cannot_be_read_at_once()
    {
        var path = Write("""{"a":{"dtype":"U8","shape":[2147483648],"data_offsets":[0,2147483648]}}""", 0);
        using (var stream = new FileStream(path, FileMode.Open))
            stream.SetLength(stream.Length + 2147483648);
        using var file = SafetensorsFile.Open(path);
        Assert.Equal("EXP4020", Problem.CodeOf(() => file.Bytes("a")));
    }

    [Fact]
    public void Nothing_is_read_after_the_end()
    {
        var file = SafetensorsFile.Open(Write(OneTensor, 8));
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.ReadSingle("a"));
    }

    private string Write(string header, int dataBytes, ulong? length = null)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + json.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length ?? (ulong)json.Length);
        json.CopyTo(bytes, 8);
        return _folder.WithBytes("a", bytes);
    }
}
