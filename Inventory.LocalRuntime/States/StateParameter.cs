using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Storage;

namespace Inventory.LocalRuntime;

/// <summary>A parameter of a grain's constructor that is a state.</summary>
internal sealed class StateParameter
{
    private readonly PersistentStateAttribute _attribute;
    private readonly Type _state;

    private StateParameter(ParameterInfo parameter, PersistentStateAttribute attribute)
    {
        if (!parameter.ParameterType.IsGenericType || parameter.ParameterType.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new NotSupportedException($"The parameter '{parameter.Name}' of {parameter.Member.DeclaringType} has a state's attribute, so it is to be an IPersistentState<T>.");
        _attribute = attribute;
        Type = parameter.ParameterType;
        _state = typeof(PersistentState<>).MakeGenericType(parameter.ParameterType.GenericTypeArguments);
    }

    /// <summary>What the constructor declares.</summary>
    public Type Type { get; }

    /// <summary>The states of a class, in the order of the constructor's parameters.</summary>
    public static StateParameter[] Of(Type grainClass) =>
        [.. from constructor in grainClass.GetConstructors()
            from parameter in constructor.GetParameters()
            let attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()
            where attribute is not null
            select new StateParameter(parameter, attribute)];

    /// <exception cref="InvalidOperationException">No such storage is registered.</exception>
    public IStorage NewState(Orleans.Runtime.GrainId grain, IServiceProvider services)
    {
        var storage = _attribute.StorageName is { } name ? services.GetKeyedService<IGrainStorage>(name) : services.GetService<IGrainStorage>();
        if (storage is null)
            throw new InvalidOperationException($"{grain} has a state '{_attribute.StateName}', and there is no storage {_attribute.StorageName ?? "by default"} registered for it.");
        return (IStorage)Activator.CreateInstance(_state, _attribute.StateName, grain, storage)!;
    }
}
