using Emotune.Onnx;

namespace Emotune.Model.Tests.Service;

public sealed class RunGateTests
{
    [Fact]
    public void A_gate_closes_when_the_last_has_left()
    {
        var (gate, closed) = (new RunGate(), 0);
        var (first, second) = (gate.Enter(this), gate.Enter(this));
        gate.Close(() => closed++);
        Assert.Throws<ObjectDisposedException>(() => gate.Enter(this));
        first.Dispose();
        Assert.Equal(0, closed);
        second.Dispose();
        Assert.Equal(1, closed);
    }

    [Fact]
    public void A_gate_is_closed_once()
    {
        var (gate, closed) = (new RunGate(), 0);
        gate.Close(() => closed++);
        gate.Close(() => closed++);
        Assert.Equal(1, closed);
    }
}
