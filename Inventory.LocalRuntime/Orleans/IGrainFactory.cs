namespace Orleans;

/// <summary>Makes references to grains. Of Orleans' overloads it has the one for string keys.</summary>
public interface IGrainFactory
{
    /// <summary>
    /// A reference to a grain, which is activated by the first call, not by this. Cheap: a reference may be made for each call.
    /// </summary>
    /// <param name="primaryKey">The key; not empty, not only white space.</param>
    /// <param name="grainClassNamePrefix">
    /// How the full name of the grain class begins. Needed only where several classes implement the interface.
    /// </param>
    /// <exception cref="ArgumentException">No class, or more than one, implements the interface.</exception>
    /// <exception cref="NotSupportedException">The interface has a method that a reference can't call (see its message).</exception>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;
}
