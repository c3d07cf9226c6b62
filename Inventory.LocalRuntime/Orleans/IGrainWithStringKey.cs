namespace Orleans;

/// <summary>
/// A grain whose key is a string. Orleans has integer, GUID and compound keys besides; here a string is the only kind,
/// so that a grain interface with another key does not compile.
/// </summary>
public interface IGrainWithStringKey : IGrain;
