using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imcc.Core.Routing;

/// <summary>How explanations stand in rows.</summary>
public static class RoutingJson
{
    public static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
