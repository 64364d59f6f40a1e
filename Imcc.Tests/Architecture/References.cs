using System.Reflection;
using System.Reflection.Emit;

namespace Imcc.Tests.Architecture;

/// <summary>Everything that a type uses: in its signatures, its attributes and the instructions of its methods.</summary>
internal static class References
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>The types that people wrote: what the compiler and Orleans make of them counts as part of them or not at all.</summary>
    public static IEnumerable<Type> Written(Assembly assembly) =>
        assembly.GetTypes().Where(t => !t.IsNested && !t.Name.StartsWith('<') && t.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true);

    /// <summary>All types that <paramref name="type"/>, with whatever is nested in it, mentions.</summary>
    public static HashSet<Type> TypesUsedBy(Type type)
    {
        var used = new HashSet<Type>();
        foreach (var part in WithNested(type))
        {
            Add(part.BaseType);
            foreach (var contract in part.GetInterfaces())
                Add(contract);
            foreach (var attribute in part.GetCustomAttributesData())
                Add(attribute.AttributeType);
            foreach (var field in part.GetFields(All))
                Add(field.FieldType);
            foreach (var property in part.GetProperties(All))
                Add(property.PropertyType);
            foreach (var method in Methods(part))
                AddSignature(method);
            foreach (var local in Methods(part).SelectMany(m => m.GetMethodBody()?.LocalVariables ?? []))
                Add(local.LocalType);
        }

        foreach (var member in MembersUsedBy(type))
        {
            Add(member as Type ?? member.DeclaringType);
            if (member is FieldInfo field)
                Add(field.FieldType);
            if (member is MethodBase method)
                AddSignature(method);
        }

        return used;

        void AddSignature(MethodBase method)
        {
            foreach (var parameter in method.GetParameters())
                Add(parameter.ParameterType);
            if (method is MethodInfo { ReturnType: var returned })
                Add(returned);
            if (method.IsGenericMethod)
                Array.ForEach(method.GetGenericArguments(), Add);
        }

        void Add(Type? mentioned)
        {
            while (mentioned is { HasElementType: true })
                mentioned = mentioned.GetElementType();
            if (mentioned is null or { IsGenericParameter: true })
                return;
            if (mentioned.IsConstructedGenericType)
            {
                if (used.Add(mentioned))
                    Array.ForEach(mentioned.GetGenericArguments(), Add);
                mentioned = mentioned.GetGenericTypeDefinition();
            }

            used.Add(mentioned);
        }
    }

    /// <summary>All members that the instructions of <paramref name="type"/> name.</summary>
    public static IEnumerable<MemberInfo> MembersUsedBy(Type type) =>
        WithNested(type).SelectMany(Methods).SelectMany(MembersUsedBy);

    private static IEnumerable<Type> WithNested(Type type) =>
        type.GetNestedTypes(All).SelectMany(WithNested).Prepend(type);

    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All));

    private static IEnumerable<MemberInfo> MembersUsedBy(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
            yield break;
        var typeArguments = method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            var code = OpCodesByValue[il[at] == 0xFE ? (short)(0xFE00 | il[at + 1]) : il[at]];
            at += code.Size;
            switch (code.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    yield return method.Module.ResolveMember(BitConverter.ToInt32(il, at), typeArguments, methodArguments)!;
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + 4 * BitConverter.ToInt32(il, at);
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at += 1;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }
}
