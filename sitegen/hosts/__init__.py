"""What each host reads: headers, redirects, packed files; written by the release build."""
