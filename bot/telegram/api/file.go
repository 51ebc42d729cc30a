package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"time"
)

// fileTime is how long one download may take.
const fileTime = 30 * time.Second

// ErrTooLarge says that a file has more bytes than are wanted.
var ErrTooLarge = errors.New("the file is too large")

// Download fetches a file that somebody sent, of at most so many bytes; a larger
// one is ErrTooLarge. Its other errors are those of Call.
func (c *Client) Download(ctx context.Context, id string, most int64) ([]byte, error) {
	var file struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	if err := c.Insist(ctx, "getFile", Params{"file_id": id}, &file); err != nil {
		return nil, err
	}
	switch {
	case file.Size > most:
		return nil, ErrTooLarge
	case !fs.ValidPath(file.Path): // absolute where the server keeps files on its own disk (--local)
		return nil, errors.New("getFile: the server names no path to download")
	}
	var data []byte
	err := Patiently(ctx, c.observer, func() (err error) {
		data, err = c.fetch(ctx, file.Path, most)
		return err
	})
	return data, err
}

// fetch makes one attempt.
func (c *Client) fetch(ctx context.Context, path string, most int64) ([]byte, error) {
	const method = "file"
	ctx, cancel := context.WithTimeout(ctx, fileTime)
	defer cancel()
	address := c.base + "/file/bot" + c.token + "/" + (&url.URL{Path: path}).EscapedPath()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", method, c.scrub(unwrapURL(err)))
	}
	response, err := c.http.Do(r) //nolint:gosec // the operator names the endpoint
	if err != nil {
		return nil, &TransportError{method: method, err: c.scrub(unwrapURL(err))}
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, notJSON(method, response)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, most+1))
	switch {
	case err != nil:
		return nil, &TransportError{method: method, err: c.scrub(err)}
	case int64(len(data)) > most:
		return nil, ErrTooLarge
	}
	return data, nil
}
