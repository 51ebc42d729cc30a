package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	sources "wenbao/knowledge/source"
	"wenbao/knowledge/text"
)

// Skipped is a file or folder beside the reports that was not read, and why.
type Skipped struct{ Name, Reason string }

// Reasons for which something is skipped: sentences for who runs the program.
const (
	notText    = "this kind of file is not read; save it as .docx, .html, .md or .txt"
	notPDF     = "a PDF is read by wenbao import, which makes a report of it"
	notRegular = "not a regular file"
	noTarget   = "a link that leads to nothing"
	outside    = "a link that leads out of the folder; put the file itself there"
	noEntry    = "the folder may not be entered; give this user the right to, or leave it"
	noFiles    = "the folder is empty"
	noReport   = "the folder holds no report.md, report.txt, report.docx or report.html"
)

// Load reads every report of a folder. A report is a folder with report.md (or
// .txt, .docx, .html) and, if wanted, report.json and expansion.jsonl, or a
// single file of these kinds; links are followed as far as dir does. Its id is its name where that may be one,
// else made from it. README files and names that begin with a dot are passed
// over, everything else that is no report is named in skipped. One broken
// report fails the whole load: a citizen must not get "the report does not say"
// because a file was broken.
func Load(dir fs.FS) (reports []*Report, skipped []Skipped, err error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, nil, err
	}
	seen := map[string]string{}
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasPrefix(name, ".") || strings.HasPrefix(strings.ToUpper(name), "README") {
			continue
		}
		found, reason, err := find(dir, name)
		switch {
		case err != nil:
			return nil, nil, err
		case reason != "":
			skipped = append(skipped, Skipped{name, reason})
			continue
		}
		if other, twice := seen[found.id]; twice {
			return nil, nil, fmt.Errorf("%s and %s are two reports with the id %q; rename one", other, name, found.id)
		}
		seen[found.id] = name
		report, err := found.load(dir)
		if err != nil {
			return nil, nil, err
		}
		reports = append(reports, report)
	}
	return reports, skipped, nil
}

// Open reads one report, a file or folder of dir, as Load does.
func Open(dir fs.FS, name string) (*Report, error) {
	found, reason, err := find(dir, name)
	if err == nil && reason != "" {
		err = fmt.Errorf("%s: %s", name, reason)
	}
	if err != nil {
		return nil, err
	}
	return found.load(dir)
}

// source is where a report stands.
type source struct {
	id     string
	file   string
	folder string // "" for a single file
}

// find tells which report a file or folder holds, or the reason why it holds
// none. It asks Stat because a mounted folder may consist of links; what Stat
// does not tell is an error only where a report may be lost by it.
func find(dir fs.FS, name string) (found source, reason string, err error) {
	if !utf8.ValidString(name) {
		return source{}, "", fmt.Errorf("%q: the name is not UTF-8; rename it", name)
	}
	ext := path.Ext(name)
	lower := strings.ToLower(ext)
	info, err := fs.Stat(dir, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return source{}, noTarget, nil
	case err != nil && strings.Contains(err.Error(), "path escapes"): // os.Root has no name for this error
		return source{}, outside, nil
	case err == nil && info.IsDir():
		return findInside(dir, name)
	case lower == ".pdf":
		return source{}, notPDF, nil
	case !slices.Contains(sources.Extensions(), lower):
		return source{}, notText, nil
	case err != nil:
		return source{}, "", err
	case !info.Mode().IsRegular():
		return source{}, notRegular, nil
	}
	return source{id: IDOf(strings.TrimSuffix(name, ext)), file: name}, "", nil
}

// findInside finds the one report file of a folder that can be entered.
func findInside(dir fs.FS, folder string) (found source, reason string, err error) {
	var files []string
	for _, ext := range sources.Extensions() {
		name := path.Join(folder, "report"+ext)
		info, err := fs.Stat(dir, name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case errors.Is(err, fs.ErrPermission):
			return source{}, noEntry, nil
		case err != nil:
			return source{}, "", err
		case !info.Mode().IsRegular():
			return source{}, path.Base(name) + " is " + notRegular, nil
		}
		files = append(files, name)
	}
	switch len(files) {
	case 0:
		return source{}, whyNone(dir, folder), nil
	case 1:
		return source{IDOf(folder), files[0], folder}, "", nil
	}
	return source{}, "", fmt.Errorf("%s and %s: keep one of them", files[0], files[1])
}

func whyNone(dir fs.FS, folder string) string {
	if entries, err := fs.ReadDir(dir, folder); err == nil && len(entries) == 0 {
		return noFiles
	}
	return noReport
}

func (s source) load(dir fs.FS) (*Report, error) {
	meta, err := s.loadMeta(dir)
	if err != nil {
		return nil, err
	}
	data, err := readFile(dir, s.file)
	if err != nil {
		return nil, err
	}
	words, err := sources.Text(path.Ext(s.file), data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.file, err)
	}
	report, err := Parse(s.id, Unrolled(words), meta)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.file, err)
	}
	return report, s.loadExpansions(dir, report)
}

func (s source) loadMeta(dir fs.FS) (Meta, error) {
	data, err := s.beside(dir, "report.json")
	if data == nil || err != nil {
		return Meta{}, err
	}
	meta, err := ParseMeta(data)
	if err != nil {
		return Meta{}, fmt.Errorf("%s/%w", s.folder, err)
	}
	return meta, nil
}

func (s source) loadExpansions(dir fs.FS, report *Report) error {
	data, err := s.beside(dir, "expansion.jsonl")
	if data == nil || err != nil {
		return err
	}
	if report.Expansions, err = ParseExpansions(report, data); err != nil {
		return fmt.Errorf("%s/expansion.jsonl: %w", s.folder, err)
	}
	return nil
}

// beside reads a file of the report's folder, nil where there is none.
func (s source) beside(dir fs.FS, name string) ([]byte, error) {
	if s.folder == "" {
		return nil, nil
	}
	data, err := readFile(dir, path.Join(s.folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// readFile reads a regular file of at most MaxSource bytes; its errors name the
// file. To open anything else may wait for ever.
func readFile(dir fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(dir, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %s", name, notRegular)
	}
	file, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, MaxSource+1))
	if err == nil && len(data) > MaxSource {
		err = fmt.Errorf("%s: %w", name, ErrTooLong)
	}
	return data, err
}

// maxID is the longest id in characters: buttons of a chat must hold it.
const maxID = 40

// idMarks may stand in an id behind its first character, besides letters and digits.
const idMarks = "._-"

// IDOf makes an id of the name of a report: the name itself where it may be
// one, else its letters and digits with a hyphen for what stands between them.
// A name that is too long, or without a letter or digit, gets a mark of its own,
// so that the same name has the same id everywhere and others have another.
func IDOf(name string) string {
	if validID(name) {
		return name
	}
	id := strings.Join(strings.FieldsFunc(name, func(r rune) bool { return !inID(r) }), "-")
	id = strings.Trim(id, idMarks)
	sum := sha256.Sum256([]byte(name))
	mark := "-" + hex.EncodeToString(sum[:3])
	switch {
	case id == "":
		return "report" + mark
	case utf8.RuneCountInString(id) > maxID:
		return text.First(id, maxID-len(mark)) + mark
	}
	return id
}

// validID reports whether a name may be an id: it begins with a letter or digit
// and holds only these and idMarks.
func validID(id string) bool {
	first, _ := utf8.DecodeRuneInString(id)
	bad := strings.ContainsFunc(id, func(r rune) bool { return !inID(r) })
	return id != "" && !bad && !strings.ContainsRune(idMarks, first) && utf8.RuneCountInString(id) <= maxID
}

func inID(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune(idMarks, r)
}
