using System.Reflection;
using System.Text;

namespace Emotune.Model.Tests.Library;

/// <summary>An assembly's public types and members as text: one a line, in a stable order.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(type.Namespace).Append('.').Append(Heading(type)).Append('\n');
            foreach (var member in type.GetMembers(Declared).Select(Line).OfType<string>().Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    private static string Heading(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
            : type.GetMethod("<Clone>$") is not null ? "record" : "class";
        var modifier = type is { IsAbstract: true, IsSealed: true } ? "static "
            : type is { IsSealed: true, IsClass: true } ? "sealed " : "";
        var bases = new[] { type.BaseType }.Where(b => b is not null && b != typeof(object) && b != typeof(Enum) && b != typeof(ValueType))
            .Concat(kind is "record" or "enum" ? [] : type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []))
            .Select(b => NameOf(b!)).ToArray();
        return $"{NameOf(type)} : {modifier}{kind}" + (bases.Length == 0 ? "" : $" ({string.Join(", ", bases)})");
    }

    // What the compiler writes for a record is not the author's.
    private static string? Line(MemberInfo member) => member switch
    {
        FieldInfo { IsPublic: true, IsSpecialName: false } field => field.IsLiteral
            ? $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), null)}"
            : $"field {NameOf(Nullability.Create(field))} {field.Name}",
        PropertyInfo property when property.GetMethod?.IsPublic ?? false =>
            $"{Required(property)}{Static(property.GetMethod)}{NameOf(Nullability.Create(property))} {property.Name} "
                + $"{{ get; {Setter(property)}}}",
        ConstructorInfo constructor when Visible(constructor) => $"new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when Visible(method) && !Generated(method) =>
            $"{Static(method)}{NameOf(Nullability.Create(method.ReturnParameter))} {method.Name}({Parameters(method)})",
        EventInfo e => $"event {NameOf(e.EventHandlerType!)} {e.Name}",
        _ => null,
    };

    private static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool Generated(MethodInfo method) =>
        method.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)) || method.Name == "<Clone>$";

    private static string Required(PropertyInfo property) =>
        property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)) ? "required " : "";

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static string Setter(PropertyInfo property) => property.SetMethod is not { IsPublic: true } setter ? ""
        : setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit") ? "init; " : "set; ";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{NameOf(Nullability.Create(p))} {p.Name}" + (p.HasDefaultValue ? $" = {p.DefaultValue ?? "default"}" : "")));

    private static string NameOf(NullabilityInfo info)
    {
        var arguments = info.GenericTypeArguments.Length == 0 || info.Type.Name == "Nullable`1" ? ""
            : $"<{string.Join(", ", info.GenericTypeArguments.Select(NameOf))}>";
        var name = info.Type.Name == "Nullable`1" ? NameOf(info.Type)
            : NameOf(info.Type).Split('<')[0] + arguments + (info.ReadState == NullabilityState.Nullable ? "?" : "");
        return name;
    }

    private static string NameOf(Type type) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } value => NameOf(value) + "?",
        _ when type == typeof(string) => "string",
        _ when type == typeof(int) => "int",
        _ when type == typeof(long) => "long",
        _ when type == typeof(double) => "double",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(object) => "object",
        _ when type == typeof(void) => "void",
        { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>",
        _ => type.Name,
    };
}
