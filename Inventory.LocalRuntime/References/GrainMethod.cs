using System.Linq.Expressions;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;

namespace Inventory.LocalRuntime;

/// <summary>A method of a grain interface: what its attributes say, what it returns, and how to call it fast.</summary>
internal sealed class GrainMethod(MethodInfo method)
{
    /// <summary>Compiled at the first call: reflection would take several times as long per call.</summary>
    private readonly Lazy<Func<Grain, object?[], Task?>> _invoke = new(() => Compile(method));

    public string Name => method.Name;
    public bool AlwaysInterleaves { get; } = method.IsDefined(typeof(AlwaysInterleaveAttribute));
    public bool IsReadOnly { get; } = method.IsDefined(typeof(ReadOnlyAttribute));
    public MethodResult Result { get; } = MethodResult.Of(method);

    /// <summary>Calls the method on a grain. Never throws: what the method throws before its first await is in the task too.</summary>
    public Task Invoke(Grain grain, object?[] arguments)
    {
        try
        {
            return _invoke.Value(grain, arguments)
                ?? throw new InvalidOperationException($"{grain.IdentityString}.{Name} returned null, not a task.");
        }
        catch (Exception exception)
        {
            return Result.Fault(exception);
        }
    }

    private static Func<Grain, object?[], Task?> Compile(MethodInfo method)
    {
        var grain = Expression.Parameter(typeof(Grain));
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(
            Expression.Convert(grain, method.DeclaringType!),
            method,
            method.GetParameters().Select((parameter, index) =>
                Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(index)), parameter.ParameterType)));
        Expression task = method.ReturnType.IsValueType ? Expression.Call(call, nameof(ValueTask.AsTask), null) : call;
        return Expression.Lambda<Func<Grain, object?[], Task?>>(task, grain, arguments).Compile();
    }
}
