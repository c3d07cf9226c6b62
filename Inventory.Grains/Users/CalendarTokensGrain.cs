using Inventory.Domain.Users;
using Inventory.Grains.States;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;

namespace Inventory.Grains.Users;

/// <summary>The calendar tokens of one owner. The key is the id of a user or of an API key, or zero for operators without a name.</summary>
[Alias("inventory.calendar-tokens-grain")]
public interface ICalendarTokensGrain : IGrainWithStringKey
{
    /// <returns>False if there are too many.</returns>
    [Alias("add")]
    Task<bool> Add(CalendarToken token);

    /// <returns>In the order of creation.</returns>
    [ReadOnly]
    [Alias("list")]
    Task<ImmutableArray<CalendarToken>> List();

    [ReadOnly]
    [Alias("find")]
    Task<CalendarToken?> Find(string hash);

    /// <returns>False if there is none.</returns>
    [Alias("revoke")]
    Task<bool> Revoke(Guid id);

    [Alias("revoke-all")]
    Task RevokeAll();
}

[GrainType("calendar-tokens")]
public sealed class CalendarTokensGrain([PersistentState("tokens")] IPersistentState<CalendarTokensState> stored) : Grain, ICalendarTokensGrain
{
    private readonly GroupCommitState<CalendarTokensState> _state = new(stored);

    public async Task<bool> Add(CalendarToken token)
    {
        if ((await _state.ReadAsync()).Add(token) is not { } next) return false;
        await _state.WriteAsync(next);
        return true;
    }

    public async Task<ImmutableArray<CalendarToken>> List() => (await _state.ReadAsync()).Tokens;

    public async Task<CalendarToken?> Find(string hash) => (await _state.ReadAsync()).Find(hash);

    public Task<bool> Revoke(Guid id) => RevokeAsync(tokens => tokens.Revoke(id));

    public Task RevokeAll() => RevokeAsync(tokens => tokens.RevokeAll());

    private async Task<bool> RevokeAsync(Func<CalendarTokensState, CalendarTokensState> revoke)
    {
        var tokens = await _state.ReadAsync();
        var next = revoke(tokens);
        if (next == tokens) return false;
        try
        {
            await _state.WriteAsync(next);
        }
        finally
        {
            ServiceProvider.GetService<Revocations>()?.Advance();
        }
        return true;
    }
}
