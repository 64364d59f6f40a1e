namespace Imcc.Web.Simulator;

/// <summary>What a follower does with the telephone.</summary>
/// <param name="Kind"><c>text</c>, <c>image</c>, <c>location</c>, <c>click</c>, <c>view</c>, <c>scan</c>, <c>follow</c>, <c>unfollow</c>.</param>
/// <param name="Text">What is typed; the menu's key; the scene.</param>
/// <param name="MenuId">The tapped item's id, where the text is a menu's.</param>
/// <param name="Mode"><c>plain</c>, <c>compatible</c> or <c>encrypted</c>.</param>
/// <param name="Times">How often WeChat delivers it, 1 to 3.</param>
public sealed record PhoneAct(
    string Account, string Follower, string Kind, string Text = "", string Mode = "encrypted", int Times = 1, string? MediaId = null,
    double Latitude = 0, double Longitude = 0, string? MenuId = null);

/// <param name="Status">What the webhook answered, 0 when nothing came.</param>
/// <param name="Note">For the person at the page.</param>
public sealed record PhoneResult(int Status, double Milliseconds, string Note);
