using System.Globalization;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class SpentTimeTests : IDisposable
{
    private readonly string _checkpoints = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_checkpoints, recursive: true);

    private string Kept => Path.Combine(_checkpoints, SpentTime.FileName);

    [Fact]
    public void What_an_interrupted_build_spent_counts_in_the_next()
    {
        File.WriteAllText(Kept, "120.5\n");
        using (var interrupted = new SpentTime(_checkpoints))
        {
        }
        Assert.True(double.Parse(File.ReadAllText(Kept), CultureInfo.InvariantCulture) >= 120.5);
        using var next = new SpentTime(_checkpoints);
        Assert.InRange(next.End().TotalSeconds, 120.5, 200);
    }

    [Fact]
    public void After_its_end_nothing_is_written()
    {
        using (var whole = new SpentTime(_checkpoints))
            whole.End();
        Assert.False(File.Exists(Kept));
    }

    [Fact]
    public void A_stage_without_a_checkpoint_keeps_nothing()
    {
        var none = Path.Combine(_checkpoints, "none");
        using (var interrupted = new SpentTime(none))
        {
        }
        Assert.False(Directory.Exists(none));
    }

    [Theory]
    [InlineData("")]
    [InlineData("long")]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("1e300")]
    public void A_time_that_is_none_does_not_count(string text)
    {
        File.WriteAllText(Kept, text);
        using var spent = new SpentTime(_checkpoints);
        Assert.InRange(spent.End().TotalSeconds, 0, 60);
    }
}
