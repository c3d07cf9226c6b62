using Inventory.LocalRuntime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Inventory.Tests.LocalRuntime;

public sealed class RegistrationTests
{
    [Fact]
    public async Task A_host_starts_and_stops_the_runtime()
    {
        ScriptHooks hooks = new();
        var reason = DeactivationReasonCode.None;
        hooks.OnDeactivate = (_, why, _) =>
        {
            reason = why.ReasonCode;
            return Task.CompletedTask;
        };
        HostApplicationBuilder builder = new(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(hooks).AddLocalRuntime(null, typeof(RegistrationTests).Assembly);
        using var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IReentrantScriptGrain>("a").Instance();
        await host.StopAsync();
        Assert.Equal(DeactivationReasonCode.ShuttingDown, reason);
    }

    public static TheoryData<Action<LocalRuntimeOptions>, string> WrongOptions => new()
    {
        { options => options.ResponseTimeout = TimeSpan.Zero, nameof(LocalRuntimeOptions.ResponseTimeout) },
        { options => options.ResponseTimeout = TimeSpan.FromDays(2), nameof(LocalRuntimeOptions.ResponseTimeout) },
        { options => options.CollectionQuantum = TimeSpan.FromMilliseconds(9), nameof(LocalRuntimeOptions.CollectionQuantum) },
        { options => options.CollectionAge = TimeSpan.FromSeconds(59), nameof(LocalRuntimeOptions.CollectionAge) },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void An_option_out_of_range_is_refused_by_name(Action<LocalRuntimeOptions> configure, string name)
    {
        var error = Assert.Throws<OptionsValidationException>(() => new LocalGrains(configure));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }
}
