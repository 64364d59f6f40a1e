using System.Text.Json;
using System.Text.Json.Serialization;
using Imcc.Core.Desk;
using Microsoft.AspNetCore.SignalR;

namespace Imcc.Web.Hubs;

/// <summary>How our hubs write JSON: names in camel case, enums as their names, ids in the 36-character form.</summary>
internal static class HubJson
{
    private static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static ISignalRServerBuilder AddHubJson(this IServiceCollection services) =>
        services.AddSignalR().AddJsonProtocol(o => Configure(o.PayloadSerializerOptions));

    /// <summary>SignalR writes an argument as its run-time type, without the discriminator that says which one it is; so it is given finished JSON.</summary>
    public static JsonElement Of(DeskEvent e) => JsonSerializer.SerializeToElement(e, Options);

    private static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter());
        return options;
    }
}
