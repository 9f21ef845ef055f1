namespace Emotune.Onnx;

/// <summary>Lets many in at once, and closes when the last has left: native memory is not freed under a computation.</summary>
internal sealed class RunGate
{
    private readonly Lock _lock = new();
    private Action? _close;
    private bool _closed;
    private int _inside;

    /// <exception cref="ObjectDisposedException">The gate is closed.</exception>
    public Leave Enter(object owner)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, owner);
            _inside++;
        }
        return new Leave(this);
    }

    /// <summary>Lets nobody in any more.</summary>
    /// <param name="close">Done once, when the last has left.</param>
    public void Close(Action close)
    {
        lock (_lock)
        {
            if (_closed)
                return;
            _closed = true;
            if (_inside > 0)
            {
                _close = close;
                return;
            }
        }
        close();
    }

    private void LeaveOnce()
    {
        Action? close;
        lock (_lock)
            close = --_inside == 0 ? _close : null;
        close?.Invoke();
    }

    public readonly struct Leave(RunGate gate) : IDisposable
    {
        public void Dispose() => gate.LeaveOnce();
    }
}
