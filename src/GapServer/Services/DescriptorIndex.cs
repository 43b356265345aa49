using Google.Protobuf.Reflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace GapServer.Services;

/// <summary>Finds the file that declares a name, and the file of a given path, among the served files and their imports.</summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _bySymbol = new(StringComparer.Ordinal);

    internal DescriptorIndex(IEnumerable<FileDescriptor> files)
    {
        foreach (FileDescriptor file in files)
            Add(file);
    }

    internal FileDescriptor? FindFile(string path) => _byPath.GetValueOrDefault(path);

    internal FileDescriptor? FindSymbol(string fullName) => _bySymbol.GetValueOrDefault(fullName);

    /// <summary>A file and everything it imports, the file first.</summary>
    internal static IReadOnlyList<FileDescriptor> WithImports(FileDescriptor file)
    {
        var found = new List<FileDescriptor> { file };
        for (int i = 0; i < found.Count; i++)
            found.AddRange(found[i].Dependencies.Where(import => !found.Contains(import)).ToList());
        return found;
    }

    private void Add(FileDescriptor file)
    {
        if (!_byPath.TryAdd(file.Name, file))
            return;
        foreach (ServiceDescriptor service in file.Services)
        {
            Declare(service);
            foreach (MethodDescriptor method in service.Methods)
                Declare(method);
        }

        foreach (MessageDescriptor message in file.MessageTypes)
            AddMessage(message);
        foreach (EnumDescriptor type in file.EnumTypes)
            Declare(type);
        foreach (FileDescriptor import in file.Dependencies)
            Add(import);
    }

    private void AddMessage(MessageDescriptor message)
    {
        Declare(message);
        foreach (FieldDescriptor field in message.Fields.InDeclarationOrder())
            Declare(field);
        foreach (EnumDescriptor type in message.EnumTypes)
            Declare(type);
        foreach (MessageDescriptor nested in message.NestedTypes)
            AddMessage(nested);
    }

    private void Declare(IDescriptor descriptor) => _bySymbol.TryAdd(descriptor.FullName, descriptor.File);
}
