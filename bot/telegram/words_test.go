package telegram

import "reflect"

// fieldsOf returns the sentences of a language by name.
func fieldsOf(w *words) map[string]string {
	fields := map[string]string{}
	v := reflect.ValueOf(w).Elem()
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.String {
			fields[v.Type().Field(i).Name] = v.Field(i).String()
		}
	}
	return fields
}
