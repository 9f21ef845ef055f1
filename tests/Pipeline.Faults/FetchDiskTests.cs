using Emotune.Pipeline.Tests.Acquisition;

namespace Emotune.Pipeline.Faults;

/// <summary>A cache on a disk that becomes full.</summary>
public sealed class FetchDiskTests
{
    [Fact]
    public async Task A_disk_that_becomes_full_is_said_and_the_rest_is_fetched_later()
    {
        using var disk = new SmallFileSystem();
        await using var hub = await HubCase.StartAsync();
        Directory.CreateSymbolicLink(hub.HubFolder, disk.Root);
        // Said to have room, so that it becomes full in the middle.
        hub.Disk.Free = long.MaxValue;
        disk.FillBut(pages: 256);
        Assert.Equal("EXP2041", (await hub.ProblemAsync()).Code);
        Assert.Null(hub.Find());
        disk.MakeRoom();
        await hub.FetchAsync();
        hub.AssertWhole();
    }
}
