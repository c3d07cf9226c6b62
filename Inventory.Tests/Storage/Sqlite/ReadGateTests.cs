using Inventory.Storage.Sqlite;

namespace Inventory.Tests.Storage.Sqlite;

public sealed class ReadGateTests
{
    [Fact]
    public async Task A_closed_gate_keeps_new_reads_and_tells_when_the_last_old_one_has_left()
    {
        var gate = new ReadGate();
        var emptied = 0;
        gate.Emptied += () => emptied++;
        await gate.EnterAsync(default);
        await gate.EnterAsync(default);
        Assert.False(gate.TryClose());
        var late = gate.EnterAsync(default).AsTask();
        gate.Leave();
        Assert.Equal((0, false), (emptied, late.IsCompleted));
        gate.Leave();
        Assert.Equal((1, false), (emptied, late.IsCompleted));
        Assert.True(gate.TryClose());
        gate.Open();
        await late;
        gate.Leave();
        Assert.Equal(1, emptied);
    }

    [Fact]
    public async Task A_read_that_waits_at_the_gate_can_be_cancelled()
    {
        var gate = new ReadGate();
        Assert.True(gate.TryClose());
        using var cancel = new CancellationTokenSource();
        var late = gate.EnterAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
        gate.Open();
        await gate.EnterAsync(default);
    }
}
