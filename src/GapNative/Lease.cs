namespace GapNative;

/// <summary>
/// A workspace for the length of one call. It goes back to its model when <see cref="Complete"/> was reached; one that met an error on
/// the way is disposed of, because its state is not known.
/// </summary>
internal ref struct Lease(Model model)
{
    private bool _completed;

    internal Workspace Workspace { get; } = model.Rent();

    internal void Complete() => _completed = true;

    internal readonly void Dispose()
    {
        Workspace.Host.Release();
        if (_completed)
            model.Return(Workspace);
        else
            Workspace.Dispose();
    }
}
