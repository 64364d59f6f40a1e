using Imcc.Core.Desk;
using Imcc.Web.SignIn;
using Microsoft.AspNetCore.SignalR;

namespace Imcc.Web.Hubs;

/// <summary>A program that came with an administrator's key reads what it is there to work with; a browser that came with a cookie reads as its person may.</summary>
internal sealed class ClearSight(IMasks masks) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (invocation.Context.User?.HasClaim(c => c.Type == ApiKeyHandler.KeyIdClaim) != true)
            return await next(invocation);
        using (masks.InClear())
            return await next(invocation);
    }
}
