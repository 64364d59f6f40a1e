using Imcc.Core.Privacy;

namespace Imcc.Core.Desk;

/// <summary>
/// What somebody may not see. Whatever hands a customer's words to a person's screen passes them through <see cref="For"/> on the server:
/// <c>masks.For(agentId).Of(message)</c>, or <c>.Text(words)</c> (<see cref="DeskMask"/>). What a browser never gets nobody can look up in it.
/// </summary>
public interface IMasks
{
    /// <summary>The mask for this agent as of now; hides nothing inside <see cref="InClear"/>. For somebody unknown everything is hidden.</summary>
    Mask For(Guid agentId);

    /// <summary>Until it is disposed, what is called from here is not masked: for a program that works with an administrator's key.</summary>
    IDisposable InClear();
}
