namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>Where robots may be. Section <c>Imcc:Robots</c>.</summary>
public sealed class RobotOptions
{
    public const string Section = "Imcc:Robots";

    /// <summary>Whether addresses without TLS, and of this machine or a private network, are allowed.</summary>
    public bool AllowPrivateHosts { get; set; }
}
