namespace GapCore.IO;

/// <summary>
/// Writes files that belong together beside their targets and renames them, in the order of their creation, once all are complete: the
/// last one, which names the others, appears last. An error before or during the renaming removes every trace of the set.
/// </summary>
internal sealed class AtomicFileSet : IDisposable
{
    private readonly List<Member> _members = [];
    private readonly Func<string, Stream> _create;

    /// <param name="create">Opens a new file for writing; null: an ordinary file.</param>
    public AtomicFileSet(Func<string, Stream>? create = null) => _create = create ?? Create;

    /// <summary>Writes one file of the set beside its target.</summary>
    /// <param name="target">Full path that the file gets at the end.</param>
    /// <param name="replaces">Whether a file of that name may be replaced.</param>
    /// <param name="content">Writes the content.</param>
    public void Write(string target, bool replaces, Action<Stream> content)
    {
        AtomicFile.RequirePlace(target);
        var member = new Member(target, $"{target}.{Guid.NewGuid():N}.partial", replaces);
        _members.Add(member);
        using Stream stream = _create(member.Partial);
        content(stream);
        stream.Flush();
        // The rename must not reach the disk before the content does.
        (stream as FileStream)?.Flush(flushToDisk: true);
    }

    /// <summary>Takes a file back out of the set: its target, as it lies there, already is what it would become.</summary>
    public void Withdraw(string target)
    {
        Member member = _members.Single(member => member.Target == target);
        File.Delete(member.Partial);
        _members.Remove(member);
    }

    /// <summary>Renames the files to their targets.</summary>
    public void Commit()
    {
        foreach (Member member in _members)
        {
            File.Move(member.Partial, member.Target, member.Replaces);
            member.IsPlaced = true;
        }

        _members.Clear();
    }

    /// <summary>Removes what a set that was not committed has written.</summary>
    public void Dispose()
    {
        foreach (Member member in _members)
        {
            Remove(member.Partial);
            if (member.IsPlaced && !member.Replaces)
                Remove(member.Target);
        }

        _members.Clear();
    }

    private static FileStream Create(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report.
        }
    }

    private sealed class Member(string target, string partial, bool replaces)
    {
        public string Target { get; } = target;

        public string Partial { get; } = partial;

        public bool Replaces { get; } = replaces;

        public bool IsPlaced { get; set; }
    }
}
