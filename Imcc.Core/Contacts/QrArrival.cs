namespace Imcc.Core.Contacts;

/// <summary>A customer came by a code.</summary>
public sealed record QrArrival(QrCode Code, DateTimeOffset At);
