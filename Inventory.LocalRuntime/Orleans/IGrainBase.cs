namespace Orleans;

/// <summary>
/// What <see cref="GrainBaseExtensions"/> extends. In Orleans a class may implement it instead of deriving from
/// <see cref="Grain"/>; here every grain class derives from <see cref="Grain"/>.
/// </summary>
public interface IGrainBase;
