namespace Imcc.Web.Localization;

/// <summary>The words of QR codes, followers' tags and the black list. Chinese in <c>FollowersText.resx</c>, English in <c>FollowersText.en.resx</c>.</summary>
public sealed class FollowersText;
