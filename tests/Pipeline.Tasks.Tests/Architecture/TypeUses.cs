using System.Reflection;
using System.Reflection.Emit;

namespace Emotune.Pipeline.Tests.Architecture;

/// <summary>Which types a type names in its signatures and in its methods' bodies; read off the built assembly.</summary>
internal static class TypeUses
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    public static IEnumerable<Type> Of(Type type) =>
        InDeclaration(type).Concat(type.GetMembers(All).SelectMany(InMember)).SelectMany(Parts).Distinct();

    private static IEnumerable<Type> InDeclaration(Type type) =>
        [.. type.GetInterfaces(), .. type.BaseType is { } parent ? new[] { parent } : []];

    private static IEnumerable<Type> InMember(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        MethodInfo method => [method.ReturnType, .. InMethod(method)],
        ConstructorInfo constructor => InMethod(constructor),
        _ => [],
    };

    private static IEnumerable<Type> InMethod(MethodBase method) =>
        method.GetParameters().Select(p => p.ParameterType).Concat(method.GetMethodBody() is { } body ? InBody(method, body) : []);

    private static IEnumerable<Type> InBody(MethodBase method, MethodBody body) =>
        body.LocalVariables.Select(v => v.LocalType).Concat(Tokens(body.GetILAsByteArray()!).SelectMany(token => Resolve(method, token)));

    /// <summary>The metadata tokens among the instructions' operands.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            var instruction = OpCodes[value];
            at += instruction.Size;
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType
                or OperandType.InlineTok)
            {
                yield return BitConverter.ToInt32(code, at);
            }

            at += Length(instruction.OperandType, code, at);
        }
    }

    private static int Length(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
        _ => 4,
    };

    private static IEnumerable<Type> Resolve(MethodBase method, int token)
    {
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, method.DeclaringType!.GetGenericArguments(), ofMethod) switch
        {
            Type type => [type],
            FieldInfo field => [field.DeclaringType!, field.FieldType],
            MethodInfo called => [called.DeclaringType!, called.ReturnType, .. called.IsGenericMethod ? called.GetGenericArguments() : []],
            ConstructorInfo called => [called.DeclaringType!],
            _ => [],
        };
    }

    /// <summary>A constructed type's own definition, its arguments and its elements.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
            return Parts(type.GetElementType()!);
        if (type.IsGenericParameter || type.IsFunctionPointer)
            return [];
        return type.IsGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)] : [type];
    }
}
