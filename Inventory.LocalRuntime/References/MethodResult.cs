using System.Reflection;

namespace Inventory.LocalRuntime;

/// <summary>What a grain's method returns: within the runtime a task, for the caller what the method declares.</summary>
internal abstract class MethodResult
{
    /// <summary>The kind of a method.</summary>
    /// <exception cref="NotSupportedException">A reference can't call the method.</exception>
    public static MethodResult Of(MethodInfo method)
    {
        var type = method.ReturnType;
        if (method.ContainsGenericParameters || method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef))
            throw new NotSupportedException(
                $"{method.DeclaringType}.{method.Name} can't be called by reference: it is generic or has a by-reference parameter.");
        if (type == typeof(Task)) return new NoResult(isValueTask: false);
        if (type == typeof(ValueTask)) return new NoResult(isValueTask: true);
        var generic = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (generic != typeof(Task<>) && generic != typeof(ValueTask<>))
            throw new NotSupportedException(
                $"{method.DeclaringType}.{method.Name} returns {type}; a grain's method returns Task, Task<T>, ValueTask or ValueTask<T>.");
        return (MethodResult)Activator.CreateInstance(
            typeof(Result<>).MakeGenericType(type.GenericTypeArguments), [generic == typeof(ValueTask<>)])!;
    }

    /// <summary>An answer for a call that pends.</summary>
    public abstract IAnswer NewAnswer();

    /// <summary>A task that has failed.</summary>
    public abstract Task Fault(Exception exception);

    /// <summary>The task as what the method declares.</summary>
    public abstract object AsDeclared(Task task);
}
